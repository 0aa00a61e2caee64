import { describe, expect, it } from '@jest/globals';
import { kindsOfThings } from '../../../core/src/entities/kind-of-thing.ts';
import { failed } from '../../../core/src/platform/outcome.ts';
import { plainText } from '../../../core/src/platform/plain-text.ts';
import { aCall } from '../../../core/src/testing/image-builders.ts';
import { aKnowledgeItem, memoryKnowledgeBase } from '../../../core/src/testing/memory-knowledge-base.ts';

const CAMERA = aKnowledgeItem('Q15328', 'camera', { popularity: 90, description: plainText('optical device') });
const TABLE = aKnowledgeItem('Q14748', 'table', { popularity: 120, description: plainText('piece of furniture') });
const FILE = { property: 'P18', file: 'Leica.jpg' } as const;

const base = (...items: readonly ReturnType<typeof aKnowledgeItem>[]) =>
  memoryKnowledgeBase(items, { details: { Q15328: { files: [FILE] } } });

const kind = async (noun: string, ...items: readonly ReturnType<typeof aKnowledgeItem>[]) =>
  (await kindsOfThings([noun], base(...items), aCall)).get(noun);

describe('the kind of thing a common noun stands for', () => {
  it('is the item of that noun, with the files it names', async () => {
    expect(await kind('camera', CAMERA)).toEqual({
      outcome: 'done',
      value: { qid: 'Q15328', label: 'camera', description: 'optical device', files: [FILE] },
    });
  });

  it('is never something with a name, however well known: names have capitals', async () => {
    const film = aKnowledgeItem('Q1', 'Salt', { popularity: 200, instanceOfLabels: [plainText('film')] });
    expect(await kind('salt', film)).toMatchObject({ outcome: 'abstained' });
    const named = aKnowledgeItem('Q2', 'Camera', { popularity: 300 });
    expect(await kind('camera', named, CAMERA)).toMatchObject({ outcome: 'done', value: { qid: 'Q15328' } });
  });

  it('is not one of two that are meant about as often', async () => {
    const bird = aKnowledgeItem('Q25365', 'crane', { popularity: 80, description: plainText('bird') });
    const machine = aKnowledgeItem('Q178692', 'crane', { popularity: 60, description: plainText('machine') });
    const rare = aKnowledgeItem('Q3', 'crane', { popularity: 12 });
    expect(await kind('crane', bird, machine)).toMatchObject({ outcome: 'abstained', why: expect.stringContaining('bird') });
    expect(await kind('crane', bird, rare)).toMatchObject({ outcome: 'done', value: { qid: 'Q25365' } });
  });

  it('is nothing where no item is called so, or only one that nobody knows', async () => {
    expect(await kind('gadget', CAMERA)).toMatchObject({ outcome: 'abstained' });
    expect(await kind('gadget', aKnowledgeItem('Q4', 'gadget', { popularity: 2 }))).toMatchObject({ outcome: 'abstained' });
    expect(await kind('gadget', aKnowledgeItem('Q5', 'gadget', { popularity: null }))).toMatchObject({ outcome: 'abstained' });
  });

  it('of a compound that nobody wrote an item for is that of its last word', async () => {
    expect(await kind('kitchen table', TABLE)).toMatchObject({ outcome: 'done', value: { qid: 'Q14748' } });
    const own = aKnowledgeItem('Q6', 'kitchen table', { popularity: 20 });
    expect(await kind('kitchen table', TABLE, own)).toMatchObject({ outcome: 'done', value: { qid: 'Q6' } });
  });

  it('is not known while the knowledge base is down', async () => {
    const down = memoryKnowledgeBase([CAMERA], { refuse: () => failed('KNOWLEDGE_UNAVAILABLE', 'down') });
    expect((await kindsOfThings(['camera'], down, aCall)).get('camera')).toMatchObject({
      outcome: 'failed',
      code: 'KNOWLEDGE_UNAVAILABLE',
    });
  });

  it('costs a search each, and two questions for however many nouns', async () => {
    const knowledgeBase = base(CAMERA, TABLE);
    const kinds = await kindsOfThings(['camera', 'table', 'camera', 'gadget'], knowledgeBase, aCall);
    expect([...kinds].map(([noun, { outcome }]) => [noun, outcome])).toEqual([
      ['camera', 'done'],
      ['table', 'done'],
      ['gadget', 'abstained'],
    ]);
    expect(knowledgeBase.asked.map(({ question }) => question)).toEqual(['search', 'search', 'search', 'items', 'details']);
  });
});
