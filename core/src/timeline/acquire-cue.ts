import * as z from 'zod';
import type { ImageCandidate, RefusedImage } from '../images/image-candidate.ts';
import { isNearDouble } from '../images/perceptual-distance.ts';
import { StoredImage } from '../images/stored-image.ts';
import type { StageRun } from '../jobs/stage-run.ts';
import { readJson } from '../platform/json-objects.ts';
import { mediaKeys } from '../platform/object-keys.ts';
import type { ObjectStore } from '../platform/object-store.ts';
import { deferred, done, failed, type Outcome } from '../platform/outcome.ts';
import { composeInputOf } from './compose-run.ts';
import type { ComposeInput } from './compose/compose-input.ts';
import { dealRunnersUp, recomposeCue } from './compose/recompose-cue.ts';
import { withStoredImage } from './publish-timeline.ts';
import { Cue, Timeline } from './timeline.ts';

/** Result of the stage `acquire` for one cue: the cue with its stored picture, or null where no picture could be had. */
export const AcquiredCue = z.object({
  schemaVersion: z.literal(1),
  cue: Cue.nullable(),
  image: StoredImage.nullable(),
  failed: z.array(z.object({ title: z.string(), why: z.string() })),
});
export type AcquiredCue = z.infer<typeof AcquiredCue>;

export interface AcquireCueDeps {
  /** Downloads, verifies and stores one picture. */
  readonly acquire: (candidate: ImageCandidate, run: StageRun) => Promise<Outcome<StoredImage>>;
  /** The media bucket, where the pictures of other cues are told. */
  readonly media: ObjectStore;
}

/** Runners-up tried for one cue; each costs a download. */
const MOST_TRIES = 4;

const refusalOf = ({ provider, title, pageUrl }: ImageCandidate, code: RefusedImage['code'], why: string): RefusedImage => ({
  provider,
  title,
  pageUrl,
  code,
  why,
});

/** Copies of one photograph lie in several places under one name, so that those of the same entity are looked at. */
const MOST_COMPARED = 12;

/** Pictures that other cues of the entity have got so far; those fetched at the same moment may be missing. */
const shownOf = async (media: ObjectStore, run: StageRun, timeline: Timeline, cue: Cue): Promise<readonly StoredImage[]> => {
  const others = timeline.cues.filter(({ id, entityId }) => entityId === cue.entityId && id !== cue.id).slice(0, MOST_COMPARED);
  const acquired = await Promise.all(others.map(({ id }) => readJson(media, mediaKeys.piece(run.ref, 'acquire', id), AcquiredCue)));
  return acquired.flatMap(each => each?.image ?? []);
};

/** What all cues of a run are acquired from. */
export interface ComposedRun {
  readonly timeline: Timeline;
  readonly input: ComposeInput;
}

export const composedRun = async (run: StageRun): Promise<ComposedRun> => {
  const timeline = await run.read('compose', Timeline);
  return { timeline, input: await composeInputOf(run, timeline.version) };
};

/** Fetches the picture of a cue; one that is gone, wrong or shown already gives way to its runner-up, and only this cue is recomposed. */
export const acquireCue = async (
  { acquire, media }: AcquireCueDeps,
  run: StageRun,
  { timeline, input }: ComposedRun,
  cueId: string,
): Promise<Outcome<AcquiredCue>> => {
  const cue = timeline.cues.find(({ id }) => id === cueId);
  const chosen = input.rankings.flatMap(({ ranked }) => ranked).find(({ candidate }) => candidate.id === cue?.image.candidateId);
  if (cue === undefined || chosen === undefined) return failed('INTERNAL', `The timeline has no cue ${cueId} with a picture.`);
  const shown = await shownOf(media, run, timeline, cue);
  const gone: RefusedImage[] = [];
  /** Better than nothing. */
  let double: AcquiredCue | null = null;
  for (const ranked of [chosen, ...(dealRunnersUp(timeline, input.rankings).get(cueId) ?? [])].slice(0, MOST_TRIES)) {
    const stored = await acquire(ranked.candidate, run);
    if (stored.outcome === 'deferred' && Date.parse(stored.until) <= run.patientUntilMs) return deferred(stored.until, stored.why);
    if (stored.outcome !== 'done') {
      gone.push(refusalOf(ranked.candidate, 'UNFETCHABLE', stored.why));
      continue;
    }
    const placed = ranked === chosen ? cue : recomposeCue(cue, ranked, gone, timeline, input);
    const acquired: AcquiredCue = {
      schemaVersion: 1,
      cue: placed === null ? null : withStoredImage(placed, stored.value),
      image: stored.value,
      failed: [...gone],
    };
    const alike = shown.find(image => image.id !== stored.value.id && isNearDouble(image, stored.value));
    if (alike === undefined) return done(acquired);
    double ??= acquired;
    gone.push(refusalOf(ranked.candidate, 'NEAR_DUPLICATE', `it looks like “${alike.candidate.title}”, which is shown already`));
  }
  return done(double ?? { schemaVersion: 1, cue: null, image: null, failed: gone });
};
