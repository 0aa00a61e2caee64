import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ConceptFinder } from '../../../core/src/entities/concepts/concept-finder.ts';
import { Plan } from '../../../core/src/entities/entity.ts';
import { GlossaryEntry } from '../../../core/src/entities/glossary.ts';
import { planEntities } from '../../../core/src/entities/plan.ts';
import { MOST_MENTIONS } from '../../../core/src/entities/planned-entities.ts';
import { LIMITS } from '../../../core/src/platform/limits.ts';
import type { NameType } from '../../../core/src/entities/recognise/name-recogniser.ts';
import { aHearing } from '../../../core/src/testing/entity-builders.ts';
import { listedNameRecogniser } from '../../../core/src/testing/listed-name-recogniser.ts';

const noConcepts: ConceptFinder = { find: () => Promise.resolve([]) };
const telescopes: ConceptFinder = {
  find: () => Promise.resolve([{ name: 'telescope', confidence: 0.6, places: [{ fromWord: 1, toWord: 1, surface: 'telescope' }] }]),
};
const planOf = (
  text: string,
  names: Readonly<Record<string, NameType>>,
  settings: { stressed?: readonly string[]; glossary?: readonly GlossaryEntry[]; concepts?: ConceptFinder } = {},
): Promise<Plan> =>
  planEntities(
    aHearing(text, settings.stressed),
    { recogniser: listedNameRecogniser(names), concepts: settings.concepts ?? noConcepts },
    { concepts: settings.concepts !== undefined, glossary: settings.glossary ?? [] },
  );
const glossary = (...entries: readonly unknown[]): readonly GlossaryEntry[] => entries.map(entry => GlossaryEntry.parse(entry));

describe('plan', () => {
  it('groups the mentions of a name and orders entities by how strongly they are said', async () => {
    const plan = await planOf(
      'Neil Armstrong left Houston. Then Armstrong flew.',
      { 'Neil Armstrong': 'PER', Houston: 'LOC', Armstrong: 'PER' },
      { stressed: ['Houston.'] },
    );
    expect(plan.entities.map(({ name, type, mentions }) => [name, type, mentions.length])).toEqual([
      ['Houston', 'place', 1],
      ['Neil Armstrong', 'person', 3],
    ]);
    expect(plan.entities[0]?.score).toBeCloseTo(0.9, 1);
  });

  it('mentions carry word ids and times of the transcript', async () => {
    const plan = await planOf('We saw New York today.', { 'New York': 'LOC' });
    expect(plan.entities[0]?.mentions).toEqual([
      expect.objectContaining({ fromWord: 'w2', toWord: 'w3', startMs: 800, endMs: 1_600, surface: 'New York' }),
    ]);
  });

  it('the same talk gives the same plan, and a name the same id in every talk', async () => {
    const [one, two, other] = await Promise.all([
      planOf('Paris again.', { Paris: 'LOC' }),
      planOf('Paris again.', { Paris: 'LOC' }),
      planOf('We love PARIS', { PARIS: 'LOC' }),
    ]);
    expect(one).toEqual(two);
    expect(other.entities[0]?.id).toBe(one.entities[0]?.id);
  });

  it('takes concepts only where they are asked for', async () => {
    const [without, withThem] = await Promise.all([
      planOf('The telescope opened.', {}),
      planOf('The telescope opened.', {}, { concepts: telescopes }),
    ]);
    expect(without.entities).toEqual([]);
    expect(withThem.entities).toEqual([expect.objectContaining({ kind: 'concept', name: 'telescope', confidence: 0.6 })]);
  });

  it('a talk without a name is an empty plan', async () => {
    expect(await planOf('', {})).toEqual({ schemaVersion: 1, entities: [], skipped: [] });
  });

  describe('the owner’s glossary has the first word', () => {
    it('a banned name is never planned, and the reason is kept', async () => {
      const plan = await planOf('Acme met Paris.', { Acme: 'ORG', Paris: 'LOC' }, { glossary: glossary({ name: 'ACME', action: 'ban' }) });
      expect(plan.entities.map(entity => entity.name)).toEqual(['Paris']);
      expect(plan.skipped).toEqual([{ surface: 'ACME', why: expect.stringContaining('glossary') }]);
    });

    it('an alias is found without the recogniser and means the name', async () => {
      const plan = await planOf(
        'the big one opened',
        {},
        { glossary: glossary({ name: 'Big Ben', aliases: ['the big one'], action: 'alias', type: 'place' }) },
      );
      expect(plan.entities).toEqual([expect.objectContaining({ kind: 'named', type: 'place', name: 'Big Ben' })]);
      expect(plan.entities[0]?.mentions[0]).toMatchObject({ fromWord: 'w0', toWord: 'w2' });
    });

    it('an own picture makes an entity of kind owner', async () => {
      const plan = await planOf(
        'Our Widget, finally.',
        { Widget: 'ORG' },
        { glossary: glossary({ name: 'Widget', action: 'picture', imageId: 'img' }) },
      );
      expect(plan.entities).toEqual([expect.objectContaining({ kind: 'owner', name: 'Widget' })]);
    });

    it('a pin without an item is refused', () => {
      expect(GlossaryEntry.safeParse({ name: 'Ada', action: 'pin' }).success).toBe(false);
    });
  });

  describe('bad input ends', () => {
    it('10,000 mentions of 10,000 names: the best are kept, the rest is skipped with the reason', async () => {
      const names = Array.from({ length: 10_000 }, (_, index) => `Name${index.toFixed(0)}x`);
      const recogniser = {
        recognise: () =>
          Promise.resolve(
            names.map((surface, index) => ({
              fromWord: index,
              toWord: index,
              start: 0,
              end: 1,
              surface,
              type: 'LOC' as const,
              confidence: 0.9,
            })),
          ),
      };
      const plan = await planEntities(aHearing(names.join(' ')), { recogniser, concepts: noConcepts }, { concepts: false });
      expect(plan.entities).toHaveLength(LIMITS.plannedEntities.value);
      expect(plan.skipped.length).toBeLessThan(300);
      expect(plan.skipped.at(-1)?.why).toContain('9500 more');
    });

    it('one name said 200 times is one entity with a bounded list of places', async () => {
      const plan = await planOf(Array.from({ length: 200 }, () => 'Paris calls.').join(' '), { Paris: 'LOC' });
      expect(plan.entities).toHaveLength(1);
      expect(plan.entities[0]?.mentions).toHaveLength(MOST_MENTIONS);
    });

    it('any text at all gives a plan that its schema takes', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.string({ unit: 'binary', maxLength: 200 }),
          fc.string({ unit: 'grapheme', minLength: 1, maxLength: 10 }),
          async (text, name) => {
            const plan = await planOf(`${text} ${name} ${text}`, name.trim() === '' ? {} : { [name]: 'MISC' });
            expect(Plan.safeParse(plan).success).toBe(true);
          },
        ),
        { numRuns: 60 },
      );
    });

    it('invisible and right-to-left characters are no part of a name', async () => {
      const plan = await planOf('We met Pa\u200Bris and \u202Bתל אביב\u202C today', { 'Pa\u200Bris': 'LOC', '\u202Bתל אביב\u202C': 'LOC' });
      expect(plan.entities.map(entity => entity.name)).toEqual(['Paris', 'תל אביב']);
    });
  });
});
