import type { Ranking, RefusedImage } from '../../images/image-candidate.ts';
import type { Cue, Timeline } from '../timeline.ts';
import { buildCue, cueContext } from './build-cue.ts';
import type { ComposeInput, RankedImage } from './compose-input.ts';
import { cuePictures, pictureOf } from './identity.ts';

/** When each picture of a timeline is shown, by what tells it apart. */
const shownPictures = ({ cues }: Timeline, rankings: readonly Ranking[]): Map<string, number> => {
  const pictureOfCue = cuePictures(rankings);
  return new Map(cues.map(cue => [pictureOfCue(cue), cue.startMs]));
};

/**
 * Pictures that may take the place of each cue's, best first. Every picture is dealt to one cue only, in turn among the cues
 * of an entity, so that cues whose pictures are fetched at the same time never replace them by the same one.
 * @param timeline as it was composed, before anything was replaced
 */
export const dealRunnersUp = (timeline: Timeline, rankings: readonly Ranking[]): Map<string, RankedImage[]> => {
  const dealt = new Set(shownPictures(timeline, rankings).keys());
  const hands = new Map<string, RankedImage[]>(timeline.cues.map(cue => [cue.id, []]));
  for (const [entityId, cues] of Map.groupBy(timeline.cues, cue => cue.entityId)) {
    let turn = 0;
    for (const ranked of rankings.find(ranking => ranking.entityId === entityId)?.ranked ?? []) {
      const picture = pictureOf(ranked.candidate);
      if (dealt.has(picture)) continue;
      dealt.add(picture);
      const cue = cues[turn++ % cues.length];
      if (cue) hands.get(cue.id)?.push(ranked);
    }
  }
  return hands;
};

/**
 * A cue with another picture; word, time and id stay.
 * @param runnerUp one that was dealt to this cue
 * @param failed pictures that were tried before, with the reason, first in what was rejected
 * @returns null where the cue's entity, mention or ranking is not in the input
 */
export const recomposeCue = (
  cue: Cue,
  runnerUp: RankedImage,
  failed: readonly RefusedImage[],
  timeline: Timeline,
  input: ComposeInput,
): Cue | null => {
  const entity = input.entities.find(({ id }) => id === cue.entityId);
  const mention = entity?.mentions.find(({ fromWord }) => fromWord === cue.fromWord);
  const ranking = input.rankings.find(({ entityId }) => entityId === cue.entityId);
  if (!entity || !mention || !ranking) return null;
  const gone = new Set(failed.map(({ pageUrl }) => pageUrl));
  const left = { ...ranking, ranked: ranking.ranked.filter(({ candidate }) => !gone.has(candidate.pageUrl)) };
  const shownAt = shownPictures(timeline, input.rankings);
  const built = buildCue({ ...cue, entity, mention, ranking: left, ranked: runnerUp, shownAt }, cueContext(input));
  return { ...built, id: cue.id, rejected: [...failed, ...built.rejected] };
};
