import { beforeAll, describe, expect, it } from '@jest/globals';
import { annotate, AnnotateRequest, type Annotation } from '../../../core/src/entities/annotate.ts';
import { type Linker, loadLinker } from '../../../core/src/entities/link/load-linker.ts';
import { onnxNameRecogniser } from '../../../core/src/entities/recognise/onnx-name-recogniser.ts';
import { plainText } from '../../../core/src/platform/plain-text.ts';
import { CONTRACT_ITEMS } from '../../../core/src/testing/knowledge-base-contract.ts';
import { listedNameRecogniser } from '../../../core/src/testing/listed-name-recogniser.ts';
import { aKnowledgeItem, memoryKnowledgeBase, type MemoryKnowledgeBase } from '../../../core/src/testing/memory-knowledge-base.ts';
import { wordBagEmbedder } from '../../../core/src/testing/word-bag-embedder.ts';
import { committed } from '../../support/fixtures.ts';

const NOBODY = listedNameRecogniser({});
const real = onnxNameRecogniser({ modelFolder: committed('models/names-minilm'), threads: 1 });

let linker: Linker;
beforeAll(async () => {
  linker = await loadLinker(committed('models/linker'));
});

const run = async (
  request: Parameters<typeof AnnotateRequest.parse>[0],
  knowledgeBase: MemoryKnowledgeBase = memoryKnowledgeBase(CONTRACT_ITEMS),
  recogniser = NOBODY,
): Promise<Annotation['mentions']> => {
  const call = { workspaceId: 'wsp_0', purpose: 'job' } as const;
  const outcome = await annotate(AnnotateRequest.parse(request), {
    recogniser,
    knowledgeBase,
    embedder: wordBagEmbedder(),
    linker,
    threshold: 0.85,
    call,
  });
  if (outcome.outcome !== 'done') throw new Error(outcome.why);
  return outcome.value.mentions;
};

/** Every word of a text as a name. */
const everyWord = (text: string): { start: number; end: number }[] =>
  [...text.matchAll(/\S+/gu)].map(match => ({ start: match.index, end: match.index + match[0].length }));

describe('hard input', () => {
  it('ten thousand names, all different, are each asked for once and all answered', async () => {
    const text = Array.from({ length: 10_000 }, (_, index) => `Name${index}`).join(' ');
    const knowledge = memoryKnowledgeBase(CONTRACT_ITEMS);
    expect(await run({ id: 'd', text, mentions: everyWord(text) }, knowledge)).toHaveLength(10_000);
    expect(knowledge.asked.filter(({ question }) => question === 'search')).toHaveLength(10_000);
  });

  it('one name said 200 times is asked for once, and is one item throughout', async () => {
    const text = Array.from({ length: 200 }, () => 'Paris').join(' and ');
    const knowledge = memoryKnowledgeBase(CONTRACT_ITEMS);
    const mentions = await run({ id: 'd', text, mentions: everyWord(text).filter((_, index) => index % 2 === 0) }, knowledge);
    expect(knowledge.asked.filter(({ question }) => question === 'search')).toHaveLength(1);
    expect(new Set(mentions.map(({ qid, runnerUp }) => `${qid} ${runnerUp}`)).size).toBe(1);
  });

  it.each([
    ['another script', '東京 и Москва και Αθήνα'],
    ['emoji', '🙂 🇫🇷 👩‍🚀'],
    ['invisible characters', 'Pa\u200Bris \u2060Paris\uFEFF \u202EsiraP'],
    ['right to left', 'القدس ירושלים'],
    ['half a character', 'Paris\uD800 \uDC00'],
    ['words that hold sentences together', 'It Us Her Yes The Who'],
    ['numbers and dates', '1969 20/7/1969 42nd 3.14'],
    ['marks', '. , ! “” — …'],
  ])('names of %s are answered, each in its place', async (_, text) => {
    const mentions = everyWord(text);
    const answered = await run({ id: 'd', text, mentions });
    expect(answered.map(({ start, end }) => ({ start, end }))).toEqual(mentions);
  });

  it('a text of stop words names nobody, whatever their case', async () => {
    const text = 'It was us. Yes, it was her and we said yes to them.';
    expect(await run({ id: 'd', text }, undefined, real)).toEqual([]);
    expect(await run({ id: 'd', text: text.toLowerCase() }, undefined, real)).toEqual([]);
  });

  it('markup in what the knowledge base says stays text, in reasons too', async () => {
    const items = [
      aKnowledgeItem('Q1', 'Paris', { description: plainText('<img src=x onerror=alert(1)> capital of France'), popularity: 200 }),
      aKnowledgeItem('Q2', 'Paris', { description: plainText("<script>town</script> 'in' Texas"), popularity: 20 }),
    ];
    const [mention] = await run({ id: 'd', text: 'Paris', mentions: [{ start: 0, end: 5 }] }, memoryKnowledgeBase(items));
    expect(mention?.why).not.toMatch(/[<>]/u);
  });

  it('an item that is gone by the time it is read is no candidate', async () => {
    const knowledge = memoryKnowledgeBase(CONTRACT_ITEMS);
    const forgetful = { ...knowledge, items: () => Promise.resolve({ outcome: 'done' as const, value: [] }) };
    expect(await run({ id: 'd', text: 'Paris', mentions: [{ start: 0, end: 5 }] }, forgetful)).toMatchObject([
      { qid: null, runnerUp: null },
    ]);
  });

  it('an empty text has no names', async () => {
    expect(await run({ id: 'd', text: '' }, undefined, real)).toEqual([]);
    expect(await run({ id: 'd', text: ' \n\t ' }, undefined, real)).toEqual([]);
  });
});
