import { isAppError } from '../errors/app-error.ts';
import type { JobRef } from '../jobs/stage-message.ts';
import type { StageAnswer, StageDeps } from '../jobs/stage-run.ts';
import type { ImageRanker } from './rank/image-ranker.ts';
import type { LookDeps } from './rank/image-text/look-at-pictures.ts';
import { lookingRanker } from './rank/image-text/looking-ranker.ts';
import { rankTalk } from './rank-talk.ts';

export interface RankByLookingDeps extends StageDeps {
  /** Orders by what is said of pictures, and decides what may be shown at all. */
  readonly base: ImageRanker;
  readonly look: LookDeps;
}

/**
 * The stage `rank` where a model looks at pictures.
 * @param signal ends the work between two entities
 * @returns `failed` with `MODEL_UNAVAILABLE` before anything is done where there is no model
 */
export const rankByLooking = async (deps: RankByLookingDeps, job: JobRef, signal: AbortSignal): Promise<StageAnswer> => {
  try {
    await deps.look.model.name();
  } catch (error) {
    if (!isAppError(error, 'MODEL_UNAVAILABLE')) throw error;
    return { outcome: 'failed', code: error.code, why: error.detail ?? error.message };
  }
  const looking = lookingRanker(deps.base, deps.look, { workspaceId: job.workspaceId, purpose: 'job' });
  const ranker: ImageRanker = {
    rank: input => {
      signal.throwIfAborted();
      return looking.rank(input);
    },
  };
  return rankTalk({ ...deps, ranker }, job);
};
