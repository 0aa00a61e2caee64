import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { composeTimeline } from '../../../../core/src/timeline/compose/compose-timeline.ts';
import type { ComposeInput } from '../../../../core/src/timeline/compose/compose-input.ts';
import { type Cue, Timeline } from '../../../../core/src/timeline/timeline.ts';
import { aCandidate, aConcept, aMention, anEmphasis, aNamed, aRanking, aTalk, settings } from '../builders.ts';

const REPEAT_MS = 30_000;

interface Shown {
  readonly startMs: number;
  readonly endMs: number;
  readonly subject: string;
  readonly picture: string;
}

/** The rules of a timeline in their own words, not in the solver's. @returns what is broken */
const brokenRules = (shown: readonly Shown[], { settings: rules, transcript }: ComposeInput): string[] => {
  const broken: string[] = [];
  shown.forEach((one, index) => {
    if (one.endMs > transcript.durationMs) broken.push('beyond the end');
    for (const other of shown.slice(index + 1)) {
      if (other.startMs - one.endMs < rules.gapMs) broken.push('gap');
      if (other.picture === one.picture) broken.push('same picture twice');
      if (other.subject === one.subject && other.startMs - one.startMs < REPEAT_MS) broken.push('subject too soon');
    }
  });
  const inMinute = (minute: number): number => shown.filter(({ startMs }) => Math.floor(startMs / 60_000) === minute).length;
  if (shown.some(({ startMs }) => inMinute(Math.floor(startMs / 60_000)) > rules.cuesPerMinute)) broken.push('density');
  return broken;
};

const asShown = (cue: Cue): Shown => ({
  startMs: cue.startMs,
  endMs: cue.startMs + cue.durationMs,
  subject: cue.entity.qid ?? cue.entityId,
  picture: cue.image.candidateId,
});

/** Small talks: three subjects, five mentions, few pictures, some of them shared. */
const talks = (mentionCount: number, words: number): fc.Arbitrary<ComposeInput> =>
  fc
    .record({
      mentions: fc.array(fc.tuple(fc.nat(2), fc.nat(words - 3), fc.integer({ min: 1, max: 10 })), {
        minLength: 1,
        maxLength: mentionCount,
      }),
      pictures: fc.array(fc.uniqueArray(fc.nat(4), { maxLength: 3 }), { minLength: 3, maxLength: 3 }),
      cuesPerMinute: fc.integer({ min: 1, max: 4 }),
      gapMs: fc.constantFrom(0, 300, 5_000),
    })
    .map(({ mentions, pictures, cuesPerMinute, gapMs }) => {
      const entities = [0, 1, 2].flatMap(entity => {
        const own = mentions.filter(([of]) => of === entity);
        return own.length === 0
          ? []
          : [
              aNamed(
                `e${entity}`,
                `Q${entity + 1}`,
                own.map(([, word, score]) => aMention(word, score / 10)),
              ),
            ];
      });
      const rankings = pictures.map((ids, entity) =>
        aRanking(
          `ent_e${entity}`,
          ids.map((id, place) => [aCandidate(`p${id}`), 1 - place / 5]),
        ),
      );
      return aTalk({ words, entities, rankings, settings: settings({ cuesPerMinute, gapMs }) });
    });

/** The best total score of any set of pictures at mentions, by trying all of them. */
const bestOfAll = (input: ComposeInput): number => {
  const { minCueMs, maxCueMs, leadInMs } = input.settings;
  const all = input.entities
    .flatMap(entity =>
      entity.mentions.flatMap(mention =>
        (input.rankings.find(({ entityId }) => entityId === entity.id)?.ranked ?? []).map(({ candidate, score }) => {
          const startMs = Math.max(0, mention.startMs - leadInMs);
          const endMs = startMs + Math.min(maxCueMs, Math.max(minCueMs, mention.endMs - startMs));
          return { startMs, endMs, subject: entity.id, picture: candidate.id, value: mention.score * score * 0.95 };
        }),
      ),
    )
    .sort((a, b) => a.startMs - b.startMs);
  const search = (from: number, chosen: readonly Shown[], value: number): number => {
    const next = all[from];
    if (!next) return value;
    const without = search(from + 1, chosen, value);
    const withNext = [...chosen, next];
    return brokenRules(withNext, input).length > 0 ? without : Math.max(without, search(from + 1, withNext, value + next.value));
  };
  return search(0, [], 0);
};

describe('composeTimeline', () => {
  it('has the highest total score that any timeline within the rules can have', () => {
    fc.assert(
      fc.property(talks(6, 160), input => {
        const { cues } = composeTimeline(input);
        expect(cues.reduce((sum, cue) => sum + cue.score, 0)).toBeCloseTo(bestOfAll(input), 9);
      }),
      { numRuns: 200 },
    );
  });

  it('keeps every rule, with durations within the settings, for any talk', () => {
    fc.assert(
      fc.property(talks(40, 600), input => {
        const timeline = composeTimeline(input);
        expect(Timeline.parse(timeline)).toEqual(timeline);
        expect(brokenRules(timeline.cues.map(asShown), input)).toEqual([]);
        for (const { durationMs } of timeline.cues) {
          expect(durationMs).toBeGreaterThanOrEqual(input.settings.minCueMs);
          expect(durationMs).toBeLessThanOrEqual(input.settings.maxCueMs);
        }
        expect(composeTimeline(input)).toEqual(timeline);
      }),
      { numRuns: 100 },
    );
  });

  const curie = aNamed('curie', 'Q7186', [aMention(20, 0.9, { words: 2 })]);
  const curieRanking = aRanking('ent_curie', [
    [aCandidate('portrait'), 0.9],
    [aCandidate('group'), 0.5],
  ]);

  it('shows a picture a lead-in before its word and until its sentence ends', () => {
    const [cue] = composeTimeline(aTalk({ entities: [curie], rankings: [curieRanking] })).cues;
    expect(cue).toMatchObject({ fromWord: 'w20', toWord: 'w21', text: 'word word', startMs: 8_000 - 120, durationMs: 12_000 - 7_880 });
  });

  it('says why: the stress, the link and the picture', () => {
    const input = aTalk({ entities: [curie], rankings: [curieRanking], emphasis: [anEmphasis('w20', false), anEmphasis('w21', true)] });
    expect(composeTimeline(input).cues[0]?.why).toBe(
      '“word” is emphasised: +3.1 st, +5 dB, 1.4× longer than its neighbours. The talk is about her work. The item names it (Picture portrait).',
    );
  });

  it('keeps the pictures it passed over, with the reason', () => {
    const refused = { provider: 'commons', title: 'Drawing', pageUrl: null, code: 'NON_FREE', why: 'not free' } as const;
    const ranking = { ...curieRanking, refused: [{ ...refused, title: curie.name }] };
    const [cue] = composeTimeline(aTalk({ entities: [curie], rankings: [ranking] })).cues;
    expect(cue?.rejected.map(({ code, why }) => [code, why])).toEqual([
      ['RELEVANCE', 'Ranked lower (0.50 against 0.90): The item names it (Picture group).'],
      ['NON_FREE', 'not free'],
    ]);
  });

  it('gives each mention of a thing a picture of its own, the better ones to the better moments', () => {
    const entity = aNamed('a', 'Q1', [aMention(0, 0.5), aMention(150, 0.9)]);
    const ranking = aRanking('ent_a', [
      [aCandidate('best'), 0.9],
      [aCandidate('second'), 0.6],
    ]);
    const { cues } = composeTimeline(aTalk({ words: 300, entities: [entity], rankings: [ranking] }));
    expect(cues.map(cue => cue.image.candidateId)).toEqual(['commons:second', 'commons:best']);
    expect(cues[0]?.rejected[0]?.why).toBe('Shown at 0:59, and no picture is shown twice.');
  });

  it('knows copies of one picture by their content', () => {
    const sha1 = 'a'.repeat(40);
    const entities = [aNamed('a', 'Q1', [aMention(0, 0.9)]), aNamed('b', 'Q2', [aMention(60, 0.8)])];
    const rankings = [aRanking('ent_a', [[aCandidate('one', { sha1 }), 0.9]]), aRanking('ent_b', [[aCandidate('two', { sha1 }), 0.9]])];
    expect(composeTimeline(aTalk({ entities, rankings })).cues).toHaveLength(1);
  });

  it('counts two names of one item as one subject', () => {
    const entities = [aNamed('a', 'Q1', [aMention(0, 0.9)]), aNamed('b', 'Q1', [aMention(40, 0.8)])];
    const rankings = entities.map(({ id }) => aRanking(id, [[aCandidate(id), 0.9]]));
    expect(composeTimeline(aTalk({ entities, rankings })).cues.map(cue => cue.entityId)).toEqual(['ent_a']);
  });

  it('never shows a name that could not be identified, whatever was found for it', () => {
    const entities = [aNamed('a', null, [aMention(0, 0.9)])];
    const timeline = composeTimeline(aTalk({ entities, rankings: [aRanking('ent_a', [[aCandidate('wrong'), 1]])] }));
    expect(timeline.cues).toEqual([]);
    expect(timeline.note).toBe('No pictures: names were heard, but none could be identified with enough certainty: “Name a”.');
  });

  it('marks the picture of a concept as illustrative', () => {
    const timeline = composeTimeline(
      aTalk({ entities: [aConcept('c', [aMention(0, 0.9)])], rankings: [aRanking('ent_c', [[aCandidate('x'), 1]])] }),
    );
    expect(timeline.cues[0]).toMatchObject({ illustrative: true, entity: { kind: 'concept', label: 'Name c', qid: null } });
  });

  it('leaves approved cues as they are and keeps clear of them', () => {
    fc.assert(
      fc.property(talks(30, 600), input => {
        const first = composeTimeline(input);
        const fixedCues = first.cues.filter((_, index) => index % 2 === 1).map(cue => ({ ...cue, review: 'approved' as const }));
        const second = composeTimeline({ ...input, fixedCues, version: 2 });
        expect(second.cues.filter(cue => cue.review === 'approved')).toEqual(fixedCues);
        expect(brokenRules(second.cues.map(asShown), input)).toEqual([]);
        expect(second.version).toBe(2);
      }),
      { numRuns: 50 },
    );
  });

  it('keeps the id of a cue when other cues are composed anew', () => {
    const other = aNamed('b', 'Q2', [aMention(60, 0.8)]);
    const rankings = [curieRanking, aRanking('ent_b', [[aCandidate('b'), 0.9]])];
    const alone = composeTimeline(aTalk({ entities: [curie], rankings }));
    const both = composeTimeline(aTalk({ entities: [other, curie], rankings }));
    expect(both.cues.map(cue => cue.id)).toContain(alone.cues[0]?.id);
    expect(new Set(both.cues.map(cue => cue.id)).size).toBe(2);
  });

  it.each([
    ['names nothing', { entities: [], rankings: [] }, /^Nothing to show: the talk names nobody/u],
    [
      'has no free picture',
      { entities: [curie], rankings: [aRanking('ent_curie', [])] },
      /^No pictures: none was found that is free .*“Name curie”\.$/u,
    ],
    [
      'is shorter than a picture',
      { entities: [curie], rankings: [curieRanking], words: 22 },
      /^No pictures: no moment of the talk deserves one and leaves 1\.8 s for it\.$/u,
    ],
  ])('says why it is empty when the talk %s', (_, given, note) => {
    const timeline = composeTimeline(aTalk(given));
    expect(timeline.cues).toEqual([]);
    expect(timeline.note).toMatch(note);
  });

  it('tells which provider could not be asked, with and without pictures', () => {
    const skippedProviders = [{ provider: 'pexels' as const, code: 'PROVIDER_UNAVAILABLE', why: 'it did not answer' }];
    const empty = composeTimeline(aTalk({ entities: [curie], rankings: [aRanking('ent_curie', [])], skippedProviders }));
    expect(empty.note).toMatch(/not every picture source could be asked: pexels \(it did not answer\)\.$/u);
    expect(composeTimeline(aTalk({ entities: [curie], rankings: [curieRanking], skippedProviders })).note).toMatch(/^There may be fewer/u);
    expect(composeTimeline(aTalk({ entities: [curie], rankings: [curieRanking] })).note).toBeNull();
  });
});
