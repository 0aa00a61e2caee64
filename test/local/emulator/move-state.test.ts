import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { moveState } from '../../../local/emulator/ministack.ts';

let home = '';
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'cutaway-state-'));
  mkdirSync(join(home, 'state'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const kept = (): string => readFileSync(join(home, 'state', 'sqs.json'), 'utf8');

describe('what an emulator has kept', () => {
  it('has the addresses of the next one, whatever port that is on', () => {
    moveState(home, 4610);
    writeFileSync(join(home, 'state', 'sqs.json'), '"http://127.0.0.1:4610/000000000000/speech"');
    for (const port of [4610, 4730, 4611]) {
      moveState(home, port);
      expect(kept()).toBe(`"http://127.0.0.1:${port}/000000000000/speech"`);
    }
  });
});
