import { describe, expect, it } from '@jest/globals';
import { composeTimeline } from '../../../core/src/timeline/compose/compose-timeline.ts';
import { publishTimeline, withStoredImage } from '../../../core/src/timeline/publish-timeline.ts';
import { Timeline } from '../../../core/src/timeline/timeline.ts';
import { aCandidate, aMention, aNamed, aRanking, aStoredImage, aTalk } from './builders.ts';

const entities = [aNamed('a', 'Q1', [aMention(0, 0.9)]), aNamed('b', 'Q2', [aMention(60, 0.8)])];
const candidates = { a: aCandidate('a'), b: aCandidate('b') };
const rankings = [aRanking('ent_a', [[candidates.a, 1]]), aRanking('ent_b', [[candidates.b, 1]])];
const timeline = composeTimeline(aTalk({ entities, rankings }));
const [first, second] = timeline.cues.map((cue, index) =>
  withStoredImage(cue, aStoredImage(index === 0 ? candidates.a : candidates.b, `${index}`)),
);

describe('publishTimeline', () => {
  it('shows stored pictures in the size they are stored in', () => {
    const published = publishTimeline(timeline, new Map([first!, second!].map(cue => [cue.id, cue])));
    expect(Timeline.parse(published)).toEqual(published);
    expect(published).toMatchObject({ state: 'published', note: null });
    expect(published.cues[0]?.image).toMatchObject({ state: 'stored', imageId: '0'.repeat(64), width: 1280, height: 960 });
  });

  it('leaves out what could not be fetched, and says so', () => {
    const published = publishTimeline(
      timeline,
      new Map([
        [first!.id, null],
        [second!.id, second!],
      ]),
    );
    expect(published.cues.map(cue => cue.id)).toEqual([second!.id]);
    expect(published.note).toBe('1 of 2 pictures could not be fetched, and nothing could take their place.');
  });

  it('publishes no preview', () => {
    expect(publishTimeline(timeline, new Map(timeline.cues.map(cue => [cue.id, cue]))).cues).toEqual([]);
  });
});
