import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { annotate, Annotation, AnnotateRequest } from '../../../core/src/entities/annotate.ts';
import { type Linker, loadLinker } from '../../../core/src/entities/link/load-linker.ts';
import { CONTRACT_ITEMS } from '../../../core/src/testing/knowledge-base-contract.ts';
import { listedNameRecogniser } from '../../../core/src/testing/listed-name-recogniser.ts';
import { memoryKnowledgeBase } from '../../../core/src/testing/memory-knowledge-base.ts';
import { wordBagEmbedder } from '../../../core/src/testing/word-bag-embedder.ts';
import { committed } from '../../support/fixtures.ts';

let linker: Linker;
beforeAll(async () => {
  linker = await loadLinker(committed('models/linker'));
});
const run = async (request: unknown, threshold = 0.7): Promise<Annotation['mentions']> => {
  const outcome = await annotate(AnnotateRequest.parse(request), {
    recogniser: listedNameRecogniser({ 'Neil Armstrong': 'PER', Paris: 'LOC', Qwerty: 'ORG' }),
    knowledgeBase: memoryKnowledgeBase(CONTRACT_ITEMS),
    embedder: wordBagEmbedder(),
    linker,
    threshold,
    call: { workspaceId: 'wsp_0', purpose: 'interactive' },
  });
  if (outcome.outcome !== 'done') throw new Error(outcome.outcome);
  expect(Annotation.safeParse(outcome.value).success).toBe(true);
  return outcome.value.mentions;
};

describe('annotate', () => {
  it('returns every name found, with offsets into the text as it was given', async () => {
    const text = '🙂  “Neil Armstrong”,\n\nwho left Qwerty.';
    const mentions = await run({ id: 'd1', text });
    expect(mentions.map(({ start, end, type }) => [text.slice(start, end), type])).toEqual([
      ['Neil Armstrong', 'PER'],
      ['Qwerty', 'ORG'],
    ]);
    expect(mentions[1]).toMatchObject({ qid: null, probability: 0, runnerUp: null, why: 'Nothing of that name is known.' });
  });

  it('links a known name with its probability and reason', async () => {
    const [mention] = await run({ id: 'd1', text: 'Neil Armstrong was an astronaut.' });
    expect(mention).toMatchObject({ qid: 'Q1615', why: expect.stringContaining('astronaut') });
    expect(mention?.probability).toBeGreaterThan(0.7);
  });

  it('given mentions are used instead of recognising, in their order', async () => {
    const text = 'Paris saw Louis Armstrong';
    const mentions = await run({ id: 'd1', text, mentions: [{ start: 10, end: 25 }] });
    expect(mentions.map(({ start, end }) => [start, end])).toEqual([[10, 25]]);
  });

  it('given candidates are the only choice', async () => {
    const request = { id: 'd1', text: 'In Paris', candidates: { Paris: ['Q1779'] } };
    const [mention] = await run(request, 0);
    expect([mention?.qid, mention?.runnerUp]).not.toContain('Q90');
    expect((await run({ ...request, candidates: { Paris: [] } }, 0))[0]).toMatchObject({ qid: null, runnerUp: null });
  });

  it('candidates given for one spelling hold for every spelling of that name', async () => {
    const mentions = [
      { start: 0, end: 5 },
      { start: 10, end: 17 },
    ];
    const found = await run({ id: 'd1', text: 'PARIS and “Paris’s”', mentions, candidates: { Paris: ['Q1779'] } }, 0);
    expect(found.flatMap(({ qid, runnerUp }) => [qid, runnerUp])).not.toContain('Q90');
  });

  it('a mention outside the text is refused', () => {
    expect(AnnotateRequest.safeParse({ id: 'd', text: 'abc', mentions: [{ start: 1, end: 4 }] }).success).toBe(false);
    expect(AnnotateRequest.safeParse({ id: 'd', text: 'abc', mentions: [{ start: 2, end: 2 }] }).success).toBe(false);
  });

  it('any text and any spans in it give an answer for each span', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 80 }), fc.nat(), fc.nat(), async (text, from, length) => {
        const start = from % text.length;
        const end = Math.min(text.length, start + 1 + (length % 10));
        expect(await run({ id: 'x', text, mentions: [{ start, end }] })).toHaveLength(1);
      }),
      { numRuns: 80 },
    );
  });
});
