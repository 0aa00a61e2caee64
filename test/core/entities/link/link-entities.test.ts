import { beforeAll, describe, expect, it } from '@jest/globals';
import type { EnrichedEntity, Links } from '../../../../core/src/entities/entity.ts';
import { GlossaryEntry } from '../../../../core/src/entities/glossary.ts';
import { linkEntities, THRESHOLDS } from '../../../../core/src/entities/link/link-entities.ts';
import { type Linker, loadLinker } from '../../../../core/src/entities/link/load-linker.ts';
import { planEntities } from '../../../../core/src/entities/plan.ts';
import type { NameType } from '../../../../core/src/entities/recognise/name-recogniser.ts';
import { deferred, failed, type Outcome } from '../../../../core/src/platform/outcome.ts';
import { plainText } from '../../../../core/src/platform/plain-text.ts';
import { aHearing } from '../../../../core/src/testing/entity-builders.ts';
import { listedNameRecogniser } from '../../../../core/src/testing/listed-name-recogniser.ts';
import {
  aKnowledgeItem,
  memoryKnowledgeBase,
  type MemoryKnowledgeBase,
  type MemoryKnowledgeOptions,
} from '../../../../core/src/testing/memory-knowledge-base.ts';
import { wordBagEmbedder } from '../../../../core/src/testing/word-bag-embedder.ts';
import { committed } from '../../../support/fixtures.ts';

const text = (...values: readonly string[]) => values.map(plainText);
const human = (qid: string, label: string, description: string, popularity: number, aliases: readonly string[] = []) =>
  aKnowledgeItem(qid, label, {
    description: plainText(description),
    popularity,
    aliases: text(...aliases),
    instanceOfLabels: text('human'),
    article: plainText(label),
  });
const ITEMS = [
  human('Q1615', 'Neil Armstrong', 'American astronaut and lunar explorer, first on the Moon with Apollo', 171),
  human('Q95', 'Neil Armstrong', 'Scottish footballer', 3),
  aKnowledgeItem('Q30', 'United States', {
    description: plainText('country in North America'),
    popularity: 370,
    instanceOfLabels: text('country'),
  }),
  aKnowledgeItem('Q405', 'Moon', {
    description: plainText('only natural satellite of Earth'),
    popularity: 250,
    instanceOfLabels: text('moon'),
  }),
  aKnowledgeItem('Q2', 'Springfield', { description: plainText('town'), popularity: 4, instanceOfLabels: text('town') }),
  aKnowledgeItem('Q3', 'Springfield', { description: plainText('town'), popularity: 4, instanceOfLabels: text('town') }),
  aKnowledgeItem('Q64', 'Berlin', {
    description: plainText('capital and largest city of Germany'),
    popularity: 300,
    instanceOfLabels: text('city'),
  }),
  aKnowledgeItem('Q5086', 'Berlin Wall', {
    description: plainText('barrier that divided the city from 1961 to 1989'),
    popularity: 160,
    instanceOfLabels: text('wall'),
  }),
  human('Q2831', 'Michael Jackson', 'American singer and dancer', 200),
  human('Q131324', 'Janet Jackson', 'American singer and dancer', 90),
  aKnowledgeItem('Q9', 'Hall of Science', {
    description: plainText('building dedicated to science'),
    popularity: 60,
    instanceOfLabels: text('building'),
  }),
  aKnowledgeItem('Q188', 'German', { description: plainText('language'), popularity: 318, instanceOfLabels: text('language') }),
];
const NAMES: Readonly<Record<string, NameType>> = {
  'Hall of Science': 'LOC', 'Neil Armstrong': 'PER', 'United States': 'LOC', Moon: 'LOC', Springfield: 'LOC', German: 'MISC', Nobody: 'PER',
  Berlin: 'LOC', 'Michael Jackson': 'PER', 'Janet Jackson': 'PER', Jackson: 'PER',
}; // prettier-ignore
const TALK = 'The astronaut Neil Armstrong of the United States flew Apollo to the Moon. He was a lunar explorer.';

let linker: Linker;
beforeAll(async () => {
  linker = await loadLinker(committed('models/linker'));
});

interface Run {
  readonly links: Outcome<Links>;
  readonly knowledge: MemoryKnowledgeBase;
}
const run = async (
  talk: string,
  options: MemoryKnowledgeOptions & { glossary?: readonly GlossaryEntry[]; threshold?: number } = {},
): Promise<Run> => {
  const hearing = aHearing(talk);
  const concepts = { find: () => Promise.resolve([]) };
  const plan = await planEntities(hearing, { recogniser: listedNameRecogniser(NAMES), concepts }, { concepts: false });
  const knowledge = memoryKnowledgeBase(ITEMS, options);
  const links = await linkEntities({
    plan,
    hearing,
    knowledgeBase: knowledge,
    embedder: wordBagEmbedder(),
    linker,
    threshold: options.threshold ?? THRESHOLDS.balanced,
    call: { workspaceId: 'wsp_0', purpose: 'job' },
    glossary: options.glossary ?? [],
  });
  return { links, knowledge };
};
const entity = ({ links }: Run, name: string): EnrichedEntity => {
  const found = links.outcome === 'done' ? links.value.entities.find(one => one.name === name) : undefined;
  if (found === undefined) throw new Error(`no entity ${name}`);
  return found;
};

describe('links', () => {
  it('says which item, how sure, who else it could have been and why', async () => {
    const armstrong = entity(await run(TALK), 'Neil Armstrong');
    expect(armstrong).toMatchObject({ type: 'person', link: { status: 'linked', qid: 'Q1615', runnerUp: { qid: 'Q95' } } });
    expect(armstrong.link.why).toMatch(/^The astronaut, not the footballer: 'apollo', 'lunar'.* nearby;.* × likelier\.$/);
  });

  it('says what kind of thing it is by a noun', async () => {
    const hall = entity(await run('We met in the Hall of Science.', { threshold: 0 }), 'Hall of Science');
    expect(hall.link.why).toMatch(/^The only item of that name \(building\)/);
  });

  it('of two towns nothing tells apart it chooses none, and says how sure it was', async () => {
    const springfield = entity(await run('We drove to Springfield.'), 'Springfield');
    expect(springfield.link).toMatchObject({ status: 'abstained', runnerUp: { qid: expect.stringMatching(/^Q[23]$/) } });
    expect(springfield.link.why).toMatch(/only \d+ % sure/);
  });

  it('a name nobody has is abstained with that reason', async () => {
    expect(entity(await run('Nobody came.'), 'Nobody').link).toEqual({
      status: 'abstained',
      runnerUp: null,
      why: 'Nothing of that name is known.',
    });
  });

  it('a language is never linked: no picture shows it', async () => {
    expect(entity(await run('She speaks German well.', { threshold: 0 }), 'German').link.status).toBe('abstained');
  });

  it('a higher threshold never links more', async () => {
    const linked = async (threshold: number): Promise<number> => {
      const { links } = await run(TALK, { threshold });
      return links.outcome === 'done' ? links.value.entities.filter(one => one.link.status === 'linked').length : -1;
    };
    const counts = [await linked(0), await linked(0.7), await linked(0.9), await linked(1)];
    expect(counts).toEqual([...counts].sort((a, b) => b - a));
    expect(counts.at(-1)).toBe(0);
  });

  it('the same talk gives the same links', async () => {
    expect((await run(TALK)).links).toEqual((await run(TALK)).links);
  });

  describe('asks the knowledge base sparingly', () => {
    it('one search a distinct name, one list of items and one of details for all', async () => {
      const { knowledge } = await run(`${TALK} Neil Armstrong! The Moon!`);
      const asked = (question: string): readonly string[] => knowledge.asked.filter(one => one.question === question).map(one => one.what);
      expect([...asked('search')].sort()).toEqual(['Moon', 'Neil Armstrong', 'United States']);
      expect(asked('items')).toHaveLength(1);
      expect(asked('details')).toHaveLength(1);
    });
  });

  describe('when the knowledge base refuses', () => {
    it('a wait defers the stage', async () => {
      const wait = deferred('2026-01-01T00:00:00.000Z', 'over quota');
      expect((await run(TALK, { refuse: () => wait })).links).toEqual(wait);
      expect((await run(TALK, { refuse: question => (question === 'details' ? wait : undefined) })).links).toEqual(wait);
    });

    it('a failed search costs that name only, and the job is told', async () => {
      const result = await run(TALK, {
        refuse: (question, what) => (question === 'search' && what === 'Moon' ? failed('KNOWLEDGE_UNAVAILABLE', 'no answer') : undefined),
      });
      expect(entity(result, 'Moon').link).toMatchObject({ status: 'abstained', why: expect.stringContaining('no answer') });
      expect(entity(result, 'Neil Armstrong').link.status).toBe('linked');
      expect(result.links).toMatchObject({
        value: { unreached: [{ entityId: entity(result, 'Moon').id, code: 'KNOWLEDGE_UNAVAILABLE' }] },
      });
    });

    it('items that fail leave every name abstained, not lost', async () => {
      const result = await run(TALK, { refuse: question => (question === 'items' ? failed('KNOWLEDGE_UNAVAILABLE', 'down') : undefined) });
      if (result.links.outcome !== 'done') throw new Error('expected links');
      expect(result.links.value.entities.map(one => one.link.status)).toEqual(['abstained', 'abstained', 'abstained']);
      expect(result.links.value.unreached).toHaveLength(3);
    });

    it('a winner whose item cannot be read is not shown', async () => {
      const result = await run(TALK, {
        refuse: question => (question === 'details' ? failed('PROVIDER_BAD_ANSWER', 'nonsense') : undefined),
      });
      expect(entity(result, 'Neil Armstrong').link).toMatchObject({ status: 'abstained', runnerUp: { qid: 'Q1615' } });
    });

    it('an item that cannot be read costs that name only', async () => {
      const result = await run(TALK, {
        refuse: (question, what) =>
          question === 'details' && what.split(' ').includes('Q1615') ? failed('PROVIDER_BAD_ANSWER', 'nonsense') : undefined,
      });
      expect(entity(result, 'Neil Armstrong').link.status).toBe('abstained');
      expect(entity(result, 'United States').link.status).toBe('linked');
      expect(result.links).toMatchObject({ value: { unreached: [{ code: 'PROVIDER_BAD_ANSWER', why: 'nonsense' }] } });
    });
  });

  it('a winner that turns out to be another kind of thing is abstained', async () => {
    const song = await run(TALK, { details: { Q30: { instanceOfLabels: text('album') } } });
    expect(entity(song, 'United States').link).toMatchObject({ status: 'abstained', why: expect.stringContaining('album') });
    const page = await run(TALK, { details: { Q30: { instanceOfLabels: text('Wikimedia disambiguation page') } } });
    expect(entity(page, 'United States').link.status).toBe('abstained');
  });

  it('what the owner pinned is taken, whatever else is likelier', async () => {
    const glossary = [GlossaryEntry.parse({ name: 'Neil Armstrong', action: 'pin', qid: 'Q95' })];
    expect(entity(await run(TALK, { glossary }), 'Neil Armstrong').link).toMatchObject({ status: 'linked', qid: 'Q95', probability: 1 });
  });

  describe('a name that is a part of a longer one', () => {
    /** Each name with the item that is likeliest. */
    const names = async (talk: string): Promise<readonly (readonly [string, string | undefined])[]> => {
      const { links } = await run(talk, { threshold: 0 });
      if (links.outcome !== 'done') throw new Error('expected links');
      return links.value.entities.map(({ name, link }) => [
        name,
        link.status === 'linked' ? link.qid : link.status === 'abstained' ? link.runnerUp?.qid : undefined,
      ]);
    };

    it('is the longer one where the text says it, and stays what it is elsewhere', async () => {
      expect(await names('When the Berlin Wall fell, the city sang.')).toEqual([['Berlin Wall', 'Q5086']]);
      const both = new Map(await names('Berlin sang. The Berlin Wall fell, and we danced in Berlin.'));
      expect(both.get('Berlin Wall')).toBe('Q5086');
      expect(both.get('Berlin')).toBe('Q64');
    });

    it('is the longer one in lower-cased text as well', async () => {
      const hearing = aHearing('people climbed the berlin wall with hammers');
      const plan = await planEntities(
        hearing,
        { recogniser: listedNameRecogniser({ berlin: 'LOC' }), concepts: { find: () => Promise.resolve([]) } },
        { concepts: false },
      );
      const links = await linkEntities({
        plan,
        hearing,
        knowledgeBase: memoryKnowledgeBase(ITEMS),
        embedder: wordBagEmbedder(),
        linker,
        threshold: 0,
        call: { workspaceId: 'wsp_0', purpose: 'job' },
      });
      expect(links).toMatchObject({ value: { entities: [{ name: 'berlin wall', mentions: [{ fromWord: 'w3', toWord: 'w4' }] }] } });
    });

    it('keeps its own meaning where a mark or a small letter parts it from what follows', async () => {
      expect(await names('We saw Berlin. Wall to wall there was music.')).toEqual([['Berlin', 'Q64']]);
      expect(await names('Every Berlin wall is painted.')).toEqual([['Berlin', 'Q64']]);
    });
  });

  it('a title alone is no short form of the person it stands before', async () => {
    const items = [...ITEMS, human('Q9682', 'Elizabeth II', 'queen of the United Kingdom', 250, ['Queen Elizabeth II'])];
    const hearing = aHearing('Queen Elizabeth II collected stamps. Queen played that night.');
    const names = { 'Queen Elizabeth II': 'LOC', Queen: 'ORG' } as const;
    const concepts = { find: () => Promise.resolve([]) };
    const plan = await planEntities(hearing, { recogniser: listedNameRecogniser(names), concepts }, { concepts: false });
    const links = await linkEntities({
      plan,
      hearing,
      knowledgeBase: memoryKnowledgeBase(items),
      embedder: wordBagEmbedder(),
      linker,
      threshold: 0,
      call: { workspaceId: 'wsp_0', purpose: 'job' },
    });
    if (links.outcome !== 'done') throw new Error('expected links');
    expect(links.value.entities.find(({ name }) => name === 'Queen')?.link).toMatchObject({ status: 'abstained', runnerUp: null });
  });

  it('a surname that two people of the talk bear is linked to neither of them by chance', async () => {
    const jackson = entity(await run('Michael Jackson danced. Janet Jackson sang. Jackson left.', { threshold: 0.5 }), 'Jackson');
    expect(jackson.link.status).toBe('abstained');
  });

  it('a plan without names asks nothing', async () => {
    const { links, knowledge } = await run('Nothing is named here.');
    expect(links).toEqual({ outcome: 'done', value: { schemaVersion: 1, entities: [] } });
    expect(knowledge.asked).toEqual([]);
  });
});
