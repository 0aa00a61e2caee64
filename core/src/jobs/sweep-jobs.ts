import type { OwnerScope } from '../accounts/owner-scope.ts';
import { LogEvent } from '../observability/events.ts';
import type { ProjectStore } from '../projects/project-store.ts';
import { failRun, type EndRunDeps } from './end-run.ts';
import type { Executions } from './executions.ts';
import { executionNameOf, isActive, type ActiveJob } from './job.ts';
import { runInputOf } from './request-job.ts';

/** Jobs that hold a place, of all workspaces; for the sweep only. */
export interface ActiveJobsEverywhere {
  list(): AsyncIterable<{ readonly scope: OwnerScope; readonly jobId: string }>;
}

export interface SweepJobsDeps extends EndRunDeps {
  readonly projects: ProjectStore;
  readonly executions: Executions;
  readonly active: ActiveJobsEverywhere;
}

/** A run is given this long to start, and its end event this long to arrive, before the sweep looks after it. */
const GRACE_MS = 2 * 60_000;

export type Swept = 'left' | 'started' | 'failed';

const sweepOne = async (deps: SweepJobsDeps, scope: OwnerScope, job: ActiveJob): Promise<Swept> => {
  if (deps.clock() - Date.parse(job.updatedAt) < GRACE_MS) return 'left';
  const state = await deps.executions.state(executionNameOf(job));
  if (state === 'running') return 'left';
  if (state === 'missing' && job.state === 'queued') {
    const project = await deps.projects.get(scope, job.projectId);
    await deps.executions.start(executionNameOf(job), runInputOf(scope, project, job));
    return 'started';
  }
  const stage = job.state === 'queued' ? job.from : job.progress.stage;
  const ref = { ...scope.claims, projectId: job.projectId, jobId: job.id, run: job.run };
  await failRun(deps, ref, { code: 'EXECUTION_LOST', stage, why: 'The run ended without a last word.' });
  return 'failed';
};

/** Starts what was never started and ends what nobody works on any more. @returns how many of each */
export const sweepJobs = async (deps: SweepJobsDeps): Promise<Readonly<Record<Swept, number>>> => {
  const counts = { left: 0, started: 0, failed: 0 };
  for await (const { scope, jobId } of deps.active.list()) {
    const job = await deps.jobs.get(scope, jobId);
    if (isActive(job)) counts[await sweepOne(deps, scope, job)] += 1;
  }
  deps.logger.info(LogEvent.swept, { what: 'jobs', ...counts });
  return counts;
};
