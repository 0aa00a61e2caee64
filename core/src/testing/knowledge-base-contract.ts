import { expect, it } from '@jest/globals';
import type { KnowledgeBase } from '../entities/knowledge-base.ts';
import { Qid } from '../entities/entity.ts';
import type { CallContext } from '../platform/call-gate.ts';
import type { Outcome } from '../platform/outcome.ts';
import { plainText } from '../platform/plain-text.ts';
import { aKnowledgeItem } from './memory-knowledge-base.ts';

const CALL: CallContext = { workspaceId: 'wsp_0', purpose: 'job' };
const MOST_HITS = 40;

/** What the knowledge base under test has to hold: an astronaut and a musician of one surname, a city, and a page about its name. */
export const CONTRACT_ITEMS = [
  aKnowledgeItem('Q1615', 'Neil Armstrong', {
    aliases: [plainText('Neil Alden Armstrong')],
    description: plainText('American astronaut and lunar explorer (1930–2012)'),
    popularity: 171,
    article: plainText('Neil Armstrong'),
    instanceOfLabels: [plainText('human')],
    occupations: [plainText('astronaut')],
  }),
  aKnowledgeItem('Q1779', 'Louis Armstrong', {
    description: plainText('American jazz musician (1901–1971)'),
    popularity: 120,
    article: plainText('Louis Armstrong'),
    instanceOfLabels: [plainText('human')],
    occupations: [plainText('jazz musician')],
  }),
  aKnowledgeItem('Q90', 'Paris', {
    aliases: [plainText('City of Light')],
    description: plainText('capital and largest city of France'),
    popularity: 290,
    article: plainText('Paris'),
    instanceOfLabels: [plainText('city')],
  }),
  aKnowledgeItem('Q229060', 'Paris', {
    description: plainText('Wikimedia disambiguation page'),
    popularity: 20,
    instanceOfLabels: [plainText('Wikimedia disambiguation page')],
  }),
] as const;

const MISSING = Qid.parse('Q2147483640');

const valueOf = <T>(outcome: Outcome<T>): T => {
  if (outcome.outcome !== 'done') throw new Error(`expected an answer, got ${outcome.outcome}`);
  return outcome.value;
};

/** What every KnowledgeBase guarantees. @param open one that holds `CONTRACT_ITEMS` */
export const knowledgeBaseContract = (open: () => KnowledgeBase): void => {
  const idsFor = async (surface: string): Promise<readonly string[]> => valueOf(await open().search(surface, [], CALL)).map(hit => hit.qid);

  it.each([
    ['its label', 'Neil Armstrong', 'Q1615'],
    ['an alias', 'City of Light', 'Q90'],
    ['its label in lower case', 'neil armstrong', 'Q1615'],
  ])('finds an item by %s', async (_, surface, qid) => {
    expect((await idsFor(surface))[0]).toBe(qid);
  });

  it('never gives a disambiguation page', async () => {
    expect(await idsFor('Paris')).toEqual(['Q90']);
    expect(valueOf(await open().search('Paris', [], CALL)).some(hit => hit.description.includes('disambiguation'))).toBe(false);
  });

  it('gives each item once, at most 40, for any name', async () => {
    for (const surface of ['Armstrong', 'Paris', 'It', 'the', '漢字', '🙂', "O'Neill", ' ']) {
      const ids = await idsFor(surface);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length).toBeLessThanOrEqual(MOST_HITS);
    }
  });

  it('a name that nobody has is an empty answer, not a failure', async () => {
    expect(await idsFor('Zzyzxqua Vrblnk')).toEqual([]);
  });

  it.each([
    ['Neil Armstrong', 'Q1615'],
    ['City of Light', 'Q90'],
    ['paris', 'Q90'],
  ])('gives first what is called %s', async (name, qid) => {
    expect(valueOf(await open().called(name, CALL))[0]?.qid).toBe(qid);
    expect(valueOf(await open().called('Zzyzxqua Vrblnk', CALL))).toEqual([]);
  });

  it('gives the items asked for and leaves out those that do not exist', async () => {
    const [armstrong, , paris] = CONTRACT_ITEMS;
    const items = valueOf(await open().items([paris.qid, MISSING, armstrong.qid], CALL));
    expect(items.map(item => item.qid).sort()).toEqual([armstrong.qid, paris.qid].sort());
    expect(items.find(item => item.qid === armstrong.qid)).toMatchObject({ label: 'Neil Armstrong', popularity: 171 });
  });

  it('no items asked for is an empty answer', async () => {
    expect(valueOf(await open().items([], CALL))).toEqual([]);
  });

  it('says what items are, and leaves out those that do not exist', async () => {
    const details = valueOf(await open().details([MISSING, CONTRACT_ITEMS[2].qid], CALL));
    expect(details).toMatchObject([{ qid: 'Q90', instanceOfLabels: ['city'] }]);
  });

  it('no details asked for is an empty answer', async () => {
    expect(valueOf(await open().details([], CALL))).toEqual([]);
  });
};
