import * as z from 'zod';
import type { ImageCandidate, RefusedImage } from '../images/image-candidate.ts';
import { StoredImage } from '../images/stored-image.ts';
import type { StageRun } from '../jobs/run-stage.ts';
import { deferred, done, failed, type Outcome } from '../platform/outcome.ts';
import { composeInputOf } from './compose-run.ts';
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
}

/** Runners-up tried for one cue; each costs a download. */
const MOST_TRIES = 4;

const refusalOf = (candidate: ImageCandidate, why: string): RefusedImage => ({
  provider: candidate.provider,
  title: candidate.title,
  pageUrl: candidate.pageUrl,
  code: 'UNFETCHABLE',
  why,
});

/** Fetches the picture of a cue; one that is gone or wrong gives way to its runner-up, and only this cue is recomposed. */
export const acquireCue = async ({ acquire }: AcquireCueDeps, run: StageRun, cueId: string): Promise<Outcome<AcquiredCue>> => {
  const timeline = await run.read('compose', Timeline);
  const input = await composeInputOf(run, timeline.version);
  const cue = timeline.cues.find(({ id }) => id === cueId);
  const chosen = input.rankings.flatMap(({ ranked }) => ranked).find(({ candidate }) => candidate.id === cue?.image.candidateId);
  if (cue === undefined || chosen === undefined) return failed('INTERNAL', `The timeline has no cue ${cueId} with a picture.`);
  const gone: RefusedImage[] = [];
  for (const ranked of [chosen, ...(dealRunnersUp(timeline, input.rankings).get(cueId) ?? [])].slice(0, MOST_TRIES)) {
    const stored = await acquire(ranked.candidate, run);
    if (stored.outcome === 'deferred' && Date.parse(stored.until) <= run.patientUntilMs) return deferred(stored.until, stored.why);
    if (stored.outcome === 'done') {
      const placed = ranked === chosen ? cue : recomposeCue(cue, ranked, gone, timeline, input);
      return done({
        schemaVersion: 1,
        cue: placed === null ? null : withStoredImage(placed, stored.value),
        image: stored.value,
        failed: gone,
      });
    }
    gone.push(refusalOf(ranked.candidate, stored.why));
  }
  return done({ schemaVersion: 1, cue: null, image: null, failed: gone });
};
