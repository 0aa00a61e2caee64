import { rankByLooking, type RankByLookingDeps } from '@cutaway/core/images/rank-by-looking';
import { runStage } from '@cutaway/core/jobs/run-stage';
import type { WorkerMessage } from '@cutaway/core/jobs/stage-message';
import type { StageAnswer, StageDeps } from '@cutaway/core/jobs/stage-run';
import { Hearing } from '@cutaway/core/speech/emphasis-point';
import { hearMedia, type HearMediaDeps } from '@cutaway/core/speech/hear-media';

export interface RunJobDeps extends StageDeps, HearMediaDeps {
  /** What ranking needs; null where this worker looks at no pictures. */
  readonly ranking: Pick<RankByLookingDeps, 'base' | 'look'> | null;
}

const NOT_LOOKING: StageAnswer = { outcome: 'failed', code: 'MODEL_UNAVAILABLE', why: 'This worker looks at no pictures.' };

/** The work of one message; knows neither queue nor container, and is what a test calls. */
export const runJob = async (deps: RunJobDeps, { type, job }: WorkerMessage, signal: AbortSignal): Promise<StageAnswer> => {
  switch (type) {
    case 'hear':
      return runStage(deps, job, {
        stage: 'hear',
        message: 'Listening to the voice.',
        schema: Hearing,
        work: run => hearMedia(deps, run, signal),
      });
    case 'rank':
      return deps.ranking === null ? NOT_LOOKING : rankByLooking({ ...deps, ...deps.ranking }, job, signal);
  }
};
