import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { fileMemory } from '../../../../local/sandbox/stock/shelf-memory.ts';
import { StockShelf } from '../../../../local/sandbox/stock/stock-shelf.ts';
import { fewItems } from '../sandbox-under-test.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cutaway-shelf-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a shelf with a memory', () => {
  const file = (): string => join(folder, 'kept', 'pexels.jsonl');
  const shelf = (): StockShelf => new StockShelf('pexels', fewItems(), fileMemory(file()));

  it('still has after a restart what it showed before, and nothing else', () => {
    const { photos } = shelf().search('red bicycle', 1, 12, null, false);
    const again = shelf();
    for (const photo of photos) expect(again.byNumber(photo.number)).toEqual(photo);
    const [other] = new StockShelf('pexels', fewItems()).search('blue bicycle', 1, 1, null, false).photos;
    expect(again.byNumber(other?.number ?? 0)).toBeNull();
  });

  it('writes a search down once', () => {
    const before = shelf();
    before.search('red bicycle', 1, 12, null, false);
    before.search('red bicycle', 1, 12, null, false);
    shelf().search('red bicycle', 1, 12, null, false);
    expect(readFileSync(file(), 'utf8').trim().split('\n')).toHaveLength(1);
  });

  it('reads what it can where a line was cut off', () => {
    const [photo] = shelf().search('red bicycle', 1, 1, null, false).photos;
    appendFileSync(file(), '{"text":"blue bic');
    expect(shelf().byNumber(photo?.number ?? 0)).toEqual(photo);
  });
});
