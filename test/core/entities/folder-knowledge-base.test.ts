import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Qid } from '../../../core/src/entities/entity.ts';
import { folderKnowledgeBase } from '../../../core/src/entities/folder-knowledge-base.ts';
import { isAppError } from '../../../core/src/errors/app-error.ts';
import { CONTRACT_ITEMS, knowledgeBaseContract } from '../../../core/src/testing/knowledge-base-contract.ts';
import { memoryKnowledgeBase } from '../../../core/src/testing/memory-knowledge-base.ts';

const call = { workspaceId: 'wsp_0', purpose: 'job' } as const;

const asLine = ({ article, popularity, ...line }: (typeof CONTRACT_ITEMS)[number]): string =>
  JSON.stringify({ ...line, sitelinks: popularity, ...(article === null ? {} : { enwiki: article }) });

describe('knowledge base of a folder', () => {
  let folder: string;
  const file = (name: string, lines: readonly string[]): Promise<void> => writeFile(join(folder, name), lines.join('\n'));
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'knowledge-'));
    await file('a.jsonl', CONTRACT_ITEMS.slice(0, 2).map(asLine));
    await file('b.jsonl', [...CONTRACT_ITEMS.slice(2).map(asLine), '']);
    await file('notes.txt', ['not an item']);
    await file('brands.jsonl', ['{"qid":"Q90","name":"a record of another kind"}']);
  });
  afterAll(() => rm(folder, { recursive: true }));

  knowledgeBaseContract(() => folderKnowledgeBase(folder));

  it('an empty folder answers everything with nothing', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'knowledge-empty-'));
    const answer = await folderKnowledgeBase(empty).search('Paris', [], call);
    await rm(empty, { recursive: true });
    expect(answer).toEqual({ outcome: 'done', value: [] });
  });

  it.each([
    ['no JSON', '{"qid":"Q1"'],
    ['an id that is none', '{"qid":"P18","label":"image"}'],
    ['a label that is none', '{"qid":"Q1","label":5}'],
  ])('a line with %s is refused with file and line', async (_, line) => {
    const bad = await mkdtemp(join(tmpdir(), 'knowledge-bad-'));
    await writeFile(join(bad, 'bad.jsonl'), `{"qid":"Q1","label":"Universe"}\n${line}\n`);
    const error = await folderKnowledgeBase(bad)
      .search('Universe', [], call)
      .catch((thrown: unknown) => thrown);
    await rm(bad, { recursive: true });
    expect(isAppError(error, 'BAD_REQUEST') && error.issues[0]?.at).toBe('bad.jsonl:2');
  });

  it('names the files of an item, the lead image only where it is another one', async () => {
    const some = await mkdtemp(join(tmpdir(), 'knowledge-files-'));
    const line = { qid: 'Q1', label: 'A', image: 'a.jpg', logo: 'b.svg', pageImage: 'a.jpg' };
    await writeFile(join(some, 'x.jsonl'), JSON.stringify(line));
    const details = await folderKnowledgeBase(some).details([Qid.parse('Q1')], call);
    await rm(some, { recursive: true });
    expect(details).toMatchObject({
      value: [
        {
          files: [
            { property: 'P18', file: 'a.jpg' },
            { property: 'P154', file: 'b.svg' },
          ],
        },
      ],
    });
  });
});

describe('knowledge base in memory', () => {
  knowledgeBaseContract(() => memoryKnowledgeBase(CONTRACT_ITEMS));
});
