import { OwnerScope } from '../accounts/owner-scope.ts';
import { isErrorCode } from '../errors/catalogue.ts';
import { LogEvent } from '../observability/events.ts';
import type { Logger } from '../observability/logger.ts';
import type { Clock } from '../platform/clock.ts';
import { applyJobEvent } from './apply-job-event.ts';
import type { JobStore } from './job-store.ts';
import type { JobReason } from './job.ts';
import type { JobRef, Stage } from './stage-message.ts';

export interface EndRunDeps {
  readonly jobs: JobStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * The last word on a run that failed. A run that has ended already, or was replaced, keeps the word it has.
 * @param reason its stage is null where only the job knows how far the run came
 */
export const failRun = async (
  deps: EndRunDeps,
  ref: JobRef,
  reason: Omit<JobReason, 'stage'> & { readonly stage: Stage | null },
): Promise<void> => {
  const error = {
    ...reason,
    code: isErrorCode(reason.code) ? reason.code : 'INTERNAL',
    why: reason.why.slice(0, 1_000) || 'no reason was given',
  };
  const result = await applyJobEvent(deps, OwnerScope.fromMessage(ref), ref.jobId, { type: 'failed', run: ref.run, error });
  deps.logger.info(result.kind === 'changed' ? LogEvent.jobEnded : LogEvent.superseded, {
    jobId: ref.jobId,
    run: ref.run,
    workspaceId: ref.workspaceId,
    state: 'failed',
    code: error.code,
    stage: result.kind === 'changed' && result.job.state === 'failed' ? result.job.error.stage : error.stage,
  });
};
