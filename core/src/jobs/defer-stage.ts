import { applyJobEvent } from './apply-job-event.ts';
import type { StageAnswer, StageDeps, StageRun } from './stage-run.ts';

/**
 * Least time before a stage is tried again: a fifth of the time it has waited already. Whoever says "now" for ever is asked
 * some forty times in ten minutes and 140 times in a day. At most two batches of a stage wait at the same time, and an
 * attempt is some eleven events of the execution's history, so a day of it is less than a seventh of the 25,000 there may be.
 */
const LEAST_SHARE = 0.2;
const LEAST_MS = 1_000;
const MOST_MS = 15 * 60_000;

/**
 * The stage waits until then, and the job says for what; later than the job has patience for, it fails instead.
 * @param until ISO 8601
 */
export const deferStage = async (deps: StageDeps, run: StageRun, until: string, why: string): Promise<StageAnswer> => {
  const nowMs = deps.clock();
  const soonest = nowMs + Math.min(MOST_MS, Math.max(LEAST_MS, LEAST_SHARE * (nowMs - run.sinceMs)));
  const untilMs = Math.max(Date.parse(until), Math.ceil(soonest));
  // A wait that is shorter than what is left of the patience is never refused for having been made longer here.
  if (Date.parse(until) > run.patientUntilMs || nowMs > run.patientUntilMs)
    return { outcome: 'failed', code: 'TIMED_OUT', why: `It would have waited until ${until}: ${why}`.slice(0, 1_000) };
  const at = new Date(untilMs).toISOString();
  await applyJobEvent(deps, run.scope, run.ref.jobId, { type: 'waited', run: run.ref.run, waiting: { for: why.slice(0, 200), until: at } });
  return { outcome: 'deferred', until: at, why };
};
