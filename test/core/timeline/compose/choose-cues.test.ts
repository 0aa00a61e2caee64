import { describe, expect, it } from '@jest/globals';
import { stretchOf } from '../../../../core/src/timeline/compose/choose-cues.ts';
import { composeTimeline } from '../../../../core/src/timeline/compose/compose-timeline.ts';
import { aCandidate, aMention, aNamed, aRanking, aTalk, settings } from '../builders.ts';

describe('density', () => {
  it.each([
    [8, 60_000, 8],
    [1, 60_000, 1],
    [0.5, 120_000, 1],
    [2.5, 48_000, 2],
  ])('of %d a minute is a whole number of cues in a stretch of the talk', (cuesPerMinute, lengthMs, capacity) => {
    expect(stretchOf(cuesPerMinute)).toEqual({ lengthMs, capacity });
  });

  it('holds in every minute, and the best cues of each are kept', () => {
    const scores = [0.5, 0.9, 0.6, 0.4, 0.8, 0.7];
    const entities = scores.map((score, index) => aNamed(`e${index}`, `Q${index + 1}`, [aMention(index * 50, score)]));
    const rankings = entities.map(({ id }) => aRanking(id, [[aCandidate(id), 1]]));
    const { cues } = composeTimeline(aTalk({ words: 400, entities, rankings, settings: settings({ cuesPerMinute: 2 }) }));
    expect(cues.map(cue => cue.entityId)).toEqual(['ent_e1', 'ent_e2', 'ent_e4', 'ent_e5']);
  });
});
