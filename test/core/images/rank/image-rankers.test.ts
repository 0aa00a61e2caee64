import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { EnrichedEntity } from '../../../../core/src/entities/entity.ts';
import { ImageCandidate, Ranking } from '../../../../core/src/images/image-candidate.ts';
import { metadataRanker } from '../../../../core/src/images/rank/metadata-ranker.ts';
import { textRanker } from '../../../../core/src/images/rank/text-ranker.ts';
import { aCandidate, aConcept, aLinkedEntity } from '../../../../core/src/testing/image-builders.ts';
import { committed } from '../../../support/fixtures.ts';
import { onnxSentenceEmbedder } from '../../../../core/src/entities/onnx-sentence-embedder.ts';
import { rememberingEmbedder } from '../../../../core/src/entities/remembering-embedder.ts';

describe.each([
  ['by words', metadataRanker],
  [
    'by meaning',
    textRanker(rememberingEmbedder(onnxSentenceEmbedder({ modelFolder: committed('models/all-MiniLM-L6-v2'), threads: 1 }), 5000)),
  ],
])('the ranker %s', (_name, ranker) => {
  const rank = (candidates: readonly ImageCandidate[], entity: EnrichedEntity = aLinkedEntity(), sentence = ''): Promise<Ranking> =>
    ranker.rank({
      entity,
      sentence,
      preset: 'youtube',
      search: { schemaVersion: 1, entityId: entity.id, candidates: [...candidates], refused: [], skippedProviders: [] },
    });

  type Words = { readonly title?: string; readonly description?: string; readonly categories?: readonly string[] };
  const found = (origin: ImageCandidate['origin'], words: Words, given: object = {}): ImageCandidate =>
    aCandidate(
      ImageCandidate.parse({
        ...aCandidate(),
        origin,
        property: null,
        depicts: [],
        title: '',
        description: '',
        categories: [],
        id: `commons:${words.title ?? ''}`,
        ...words,
        ...given,
      }),
    );

  const verdict = async (candidate: ImageCandidate, entity?: EnrichedEntity): Promise<string> => {
    const { ranked, refused } = await rank([candidate], entity);
    return ranked.length === 1 ? 'shown' : (refused[0]?.code ?? '?');
  };

  const person = (label: string, description: string) =>
    aLinkedEntity({ name: label as never }, { label: label as never, description: description as never, aliases: [] });

  describe('a picture of a person has to be of that person', () => {
    it.each([
      ['the category is the person', { title: 'IMG 0021', categories: ['Ada Lovelace'] }, 'shown'],
      ['the title is the name', { title: 'Ada Lovelace portrait' }, 'shown'],
      ['the title is the name in another form', { title: 'Augusta Ada King, 1840' }, 'shown'],
      ['only the description says so', { title: 'IMG 0021', description: 'Ada Lovelace at home' }, 'WRONG_SUBJECT'],
      ['nothing says so', { title: 'A lady with a fan' }, 'WRONG_SUBJECT'],
      ['a street of that name', { title: 'Ada Lovelace Street in Leeds' }, 'EXCLUDED_TYPE'],
      ['a centre of that name', { title: 'Ada Lovelace Centre' }, 'WRONG_SUBJECT'],
      ['a day of that name', { title: 'Ada Lovelace Day 2014' }, 'WRONG_SUBJECT'],
      ['a statue', { title: 'Statue of Ada Lovelace' }, 'EXCLUDED_TYPE'],
      ['a bust, as the category tells', { title: 'Ada Lovelace', categories: ['Busts in London'] }, 'EXCLUDED_TYPE'],
      ['a grave', { title: 'Ada Lovelace grave, Hucknall' }, 'EXCLUDED_TYPE'],
      ['a signature', { title: 'Ada Lovelace signature' }, 'EXCLUDED_TYPE'],
      ['a plaque', { title: 'Ada Lovelace blue plaque' }, 'EXCLUDED_TYPE'],
      ['something made by the person', { title: 'Diagram by Ada Lovelace' }, 'EXCLUDED_TYPE'],
      ['a note by the person', { title: 'Notes by Ada Lovelace' }, 'WRONG_SUBJECT'],
      ['an animal named in honour', { title: 'Alga, in honour of Ada Lovelace' }, 'WRONG_SUBJECT'],
      ['a cosplayer', { title: 'Ada Lovelace cosplay' }, 'EXCLUDED_TYPE'],
    ] satisfies [string, Words, string][])('%s', async (_case, words, expected) => {
      expect(await verdict(found('text-search', words))).toBe(expected);
    });

    it.each([
      ['another person with a longer name', 'Juan López', 'Mexican footballer', { title: 'Juan López de Uralde' }],
      ['a relative', 'Robert Downey', 'American actor', { title: 'Robert Downey Jr. at Comic Con' }],
      ['a namesake, told by the bracket', 'Paul Allen', 'co-founder of Microsoft', { title: 'Paul Allen (snooker player)' }],
    ])('%s is somebody else', async (_case, label, description, words) => {
      expect(await verdict(found('text-search', words), person(label, description))).toBe('WRONG_SUBJECT');
    });

    it('a bracket that agrees with what is known is no namesake', async () => {
      expect(
        await verdict(found('text-search', { title: 'Paul Allen (Microsoft)' }), person('Paul Allen', 'co-founder of Microsoft')),
      ).toBe('shown');
    });

    it('a file that says it depicts the person is believed, but not when it is a statue', async () => {
      expect(await verdict(found('depicts', { title: 'IMG 0021' }))).toBe('shown');
      expect(await verdict(found('depicts', { title: 'Statue of Ada Lovelace' }))).toBe('EXCLUDED_TYPE');
    });

    it('shares no picture with others, unless the item itself names that one', async () => {
      const shared = ['Ada Lovelace and Charles Babbage', 'Ada Lovelace with colleagues 1840', 'Charles Babbage meets Ada Lovelace'];
      for (const title of shared) expect(await verdict(found('depicts', { title }))).not.toBe('shown');
      expect(await verdict(found('item-file', { title: shared[0] ?? '' }, { property: 'P18' }))).toBe('shown');
      expect(await verdict(found('depicts', { title: 'Ada Lovelace with a fan' }))).toBe('shown');
    });

    it('a bust is taken where it is the image of the item, as nothing else is left of the ancients', async () => {
      expect(await verdict(aCandidate({ title: 'Bust of Julius Caesar' as never }), person('Julius Caesar', 'Roman general'))).toBe(
        'shown',
      );
    });
  });

  describe('pictures that are about a thing without showing it', () => {
    const town = aLinkedEntity({ type: 'place', name: 'Gujo' as never }, { label: 'Gujo' as never, aliases: [] });
    const files = (property: 'P18' | 'P41' | 'P154', title: string) =>
      aCandidate({ property, title: title as never, categories: [], description: '' as never });

    it('are refused among three images of equal rank, one of which is the town', async () => {
      const { ranked, refused } = await rank(
        [
          files('P18', 'Gujo Gifu Japan'),
          { ...files('P18', 'Gujo in Gifu Prefecture'), id: 'commons:2', categories: ['Locator maps of municipalities'] as never },
          { ...files('P18', 'Flag of Gujo Gifu'), id: 'commons:3' },
        ],
        town,
      );
      expect(ranked.map(({ candidate }) => candidate.title)).toEqual(['Gujo Gifu Japan']);
      expect(refused.map(({ code }) => code)).toEqual(['EXCLUDED_TYPE', 'EXCLUDED_TYPE']);
    });

    it('are what is meant where the property says so: the flag of a country, the logo of a company', async () => {
      expect(await verdict(files('P41', 'Flag of France'), aLinkedEntity({ type: 'place' }, { label: 'France' as never }))).toBe('shown');
      expect(
        await verdict(files('P154', 'Microsoft logo (2012)'), aLinkedEntity({ type: 'organisation' }, { label: 'Microsoft' as never })),
      ).toBe('shown');
    });

    it('are what is meant where the name says so', async () => {
      const cemetery = aLinkedEntity(
        { type: 'place', name: 'Highgate Cemetery' as never },
        { label: 'Highgate Cemetery' as never, aliases: [] },
      );
      expect(await verdict(found('depicts', { title: 'Highgate Cemetery East' }), cemetery)).toBe('shown');
    });
  });

  describe('things found by their words', () => {
    const place = aLinkedEntity(
      { type: 'place', name: 'Oxford' as never },
      { label: 'Oxford' as never, description: 'city in England' as never, aliases: [] },
    );

    it.each([
      ['High Street in Oxford', 'shown'],
      ['Oxford Street, London', 'WRONG_SUBJECT'],
      ['Cambridge, view', 'WRONG_SUBJECT'],
    ])('%s is %s for a city', async (title, expected) => {
      expect(await verdict(found('text-search', { title }), place)).toBe(expected);
    });
  });

  describe('concepts', () => {
    it.each([
      ['Volcanoes erupting at night', 'shown'],
      ['A cat on a sofa', 'RELEVANCE'],
    ])('"%s" is %s for a volcano', async (title, expected) => {
      const candidate = ImageCandidate.parse({ ...found('stock', { title }), provider: 'pexels' });
      expect(await verdict(candidate, aConcept())).toBe(expected);
    });
  });

  describe('the order', () => {
    it('puts the image of the item before files that depict it, and those before what words found', async () => {
      const { ranked } = await rank([
        found('text-search', { title: 'Ada Lovelace' }),
        found('depicts', { title: 'Ada Lovelace ' }),
        aCandidate(),
      ]);
      expect(ranked.map(({ candidate }) => candidate.origin)).toEqual(['item-file', 'depicts', 'text-search']);
    });

    it('prefers, all else equal, the larger, the better shaped, the featured, and the one that fits the sentence', async () => {
      const base = found('depicts', { title: 'Ada Lovelace' }, { width: 1000, height: 1200 });
      const better = [
        { width: 3000, height: 3600 },
        { width: 1300, height: 900 },
        { assessments: ['featured'] },
        { description: 'the program that she wrote for the analytical engine' },
      ];
      for (const [index, given] of better.entries()) {
        const { ranked } = await rank(
          [base, ImageCandidate.parse({ ...base, id: `commons:better-${index}`, ...given })],
          aLinkedEntity(),
          'She wrote for the analytical engine.',
        );
        expect(ranked[0]?.candidate.id).toBe(`commons:better-${index}`);
      }
    });

    it('says why in plain words, with every part of the score between 0 and 1', async () => {
      const { ranked } = await rank([aCandidate({ assessments: ['quality'] as never })]);
      expect(ranked[0]?.why).toBe(
        'the picture that Wikidata gives for it; title or categories name it; marked quality; 2400 × 3000 pixels',
      );
      for (const part of Object.values(ranked[0]?.signals ?? {})) expect(part >= 0 && part <= 1).toBe(true);
    });

    it('passes on what the search refused', async () => {
      const refused = [{ provider: 'pexels' as const, title: 'x' as never, pageUrl: null, code: 'STOCK_FOR_NAME' as const, why: 'stock' }];
      const answered = await ranker.rank({
        entity: aLinkedEntity(),
        sentence: '',
        preset: 'youtube',
        search: { schemaVersion: 1, entityId: 'e', candidates: [], refused, skippedProviders: [] },
      });
      expect(answered.refused).toEqual(refused);
    });

    it('is the same every time, keeps or refuses every candidate, and scores within 0 and 1, whatever they say', async () => {
      const words = fc.oneof(fc.string(), fc.constantFrom('Ada Lovelace', 'Ada Lovelace (', '(((', 'map', '\u202E', '.*+?^${}()|[]\\'));
      const candidates = fc.array(
        fc.record({
          title: words,
          description: words,
          origin: fc.constantFrom('item-file', 'depicts', 'text-search'),
          width: fc.integer({ min: 1, max: 20_000 }),
          height: fc.integer({ min: 1, max: 20_000 }),
        }),
        { maxLength: 12 },
      );
      await fc.assert(
        fc.asyncProperty(candidates, words, async (given, sentence) => {
          const all = given.map((each, index) => ImageCandidate.parse({ ...aCandidate(), ...each, id: `commons:${index}` }));
          const first = Ranking.parse(await rank(all, aLinkedEntity(), sentence));
          expect(await rank(all, aLinkedEntity(), sentence)).toEqual(first);
          expect(first.ranked.length + first.refused.length).toBe(all.length);
        }),
      );
    });
  });
});
