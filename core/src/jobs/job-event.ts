import type { JobReason, JobWait } from './job.ts';
import type { Stage } from './stage-message.ts';

/** What a run reports. `run` is the reporter's own: a run that was replaced changes nothing any more. */
export type RunEvent = { readonly run: number } &
  /** The stage begins, or is tried again. */
  (
    | { readonly type: 'stage-began'; readonly stage: Stage; readonly message: string }
    | { readonly type: 'progressed'; readonly stage: Stage; readonly share: number | null; readonly message: string }
    | { readonly type: 'waited'; readonly waiting: JobWait }
    /** `key` of the object that holds the stage's result. */
    | { readonly type: 'stage-ended'; readonly stage: Stage; readonly key: string }
    /** The run goes on without something. */
    | { readonly type: 'fell-short'; readonly reason: JobReason }
    | { readonly type: 'finished' }
    /** `stage` is null where the reporter does not know it: then it is the one the job has reached. */
    | { readonly type: 'failed'; readonly error: Omit<JobReason, 'stage'> & { readonly stage: Stage | null } }
  );

/** What a user asks for. `revised`: something that was decided at stage `from` is to be decided anew. */
export type RequestEvent =
  { readonly type: 'cancelled' } | { readonly type: 'retried' } | { readonly type: 'revised'; readonly from: Stage };

export type JobEvent = RunEvent | RequestEvent;
export type JobEventType = JobEvent['type'];
