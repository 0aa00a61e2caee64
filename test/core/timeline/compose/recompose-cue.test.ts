import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { composeTimeline } from '../../../../core/src/timeline/compose/compose-timeline.ts';
import { dealRunnersUp, recomposeCue } from '../../../../core/src/timeline/compose/recompose-cue.ts';
import { Cue } from '../../../../core/src/timeline/timeline.ts';
import { aCandidate, aMention, aNamed, aRanking, aTalk } from '../builders.ts';

const pictures = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => [aCandidate(`${prefix}${index}`), 1 - index / 20] as const);

describe('dealRunnersUp', () => {
  it('deals every picture that is not shown to one cue of its entity at most', () => {
    fc.assert(
      fc.property(fc.nat(8), fc.nat(8), (own, shared) => {
        const entities = [aNamed('a', 'Q1', [aMention(0, 0.9), aMention(150, 0.8)]), aNamed('b', 'Q2', [aMention(60, 0.7)])];
        const rankings = entities.map(({ id }) => aRanking(id, [...pictures(own + 1, id), ...pictures(shared, 'shared')]));
        const timeline = composeTimeline(aTalk({ words: 300, entities, rankings }));
        const hands = dealRunnersUp(timeline, rankings);
        const dealt = [...hands.values()].flat().map(({ candidate }) => candidate.id);
        const shown = timeline.cues.map(cue => cue.image.candidateId);
        expect(new Set([...dealt, ...shown]).size).toBe(dealt.length + shown.length);
        expect([...hands.keys()]).toEqual(timeline.cues.map(cue => cue.id));
      }),
    );
  });
});

describe('recomposeCue', () => {
  const entities = [aNamed('a', 'Q1', [aMention(20, 0.9)])];
  const input = aTalk({ entities, rankings: [aRanking('ent_a', pictures(3, 'p'))] });
  const timeline = composeTimeline(input);
  const cue = timeline.cues[0]!;
  const failed = {
    provider: 'commons',
    title: cue.image.title,
    pageUrl: cue.image.sourceUrl,
    code: 'UNFETCHABLE',
    why: 'it is gone',
  } as const;

  it('changes the picture and what belongs to it, and leaves word, time and id', () => {
    const [runnerUp] = dealRunnersUp(timeline, input.rankings).get(cue.id)!;
    const next = recomposeCue(cue, runnerUp!, [failed], timeline, input)!;
    expect(Cue.parse(next)).toEqual(next);
    expect(next).toMatchObject({
      id: cue.id,
      fromWord: cue.fromWord,
      startMs: cue.startMs,
      durationMs: cue.durationMs,
      image: { candidateId: 'commons:p1', state: 'preview' },
      credit: 'Picture p1 by Ann Author, CC BY-SA 4.0, via Wikimedia Commons',
    });
    expect(next.score).toBeLessThan(cue.score);
    expect(next.why).toMatch(/Picture p1/u);
    expect(next.rejected.map(({ code }) => code)).toEqual(['UNFETCHABLE', 'RELEVANCE']);
  });

  it('answers null for a cue whose entity is not there', () => {
    const [runnerUp] = dealRunnersUp(timeline, input.rankings).get(cue.id)!;
    expect(recomposeCue(cue, runnerUp!, [], timeline, { ...input, entities: [] })).toBeNull();
  });
});
