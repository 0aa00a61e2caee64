import type { OwnerScope } from '../accounts/owner-scope.ts';
import { LogEvent } from '../observability/events.ts';
import type { ProjectStore } from '../projects/project-store.ts';
import { failRun, type EndRunDeps } from './end-run.ts';
import type { Executions } from './executions.ts';
import { executionNameOf, isActive, type ActiveJob } from './job.ts';
import { runInputOf } from './request-job.ts';

export interface ActiveJobRef {
  readonly scope: OwnerScope;
  readonly jobId: string;
}

/** Jobs that hold a place, of all workspaces; for the sweep only. */
export interface ActiveJobsEverywhere {
  list(): AsyncIterable<ActiveJobRef>;
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
  const ref = { ...scope.claims, projectId: job.projectId, jobId: job.id, run: job.run };
  await failRun(deps, ref, { code: 'EXECUTION_LOST', stage: null, why: 'The run ended without a last word.' });
  return 'failed';
};

/** One job that cannot be read or ended must not keep the others from being looked after. */
const sweepSafely = async (deps: SweepJobsDeps, { scope, jobId }: ActiveJobRef): Promise<Swept | 'unreadable'> => {
  try {
    const job = await deps.jobs.get(scope, jobId);
    return isActive(job) ? await sweepOne(deps, scope, job) : 'left';
  } catch (error) {
    deps.logger.error(LogEvent.unexpected, { what: 'sweep', jobId, workspaceId: scope.workspaceId }, error);
    return 'unreadable';
  }
};

/** Jobs looked after at the same time: a few thousand are done within the function's minute, and Step Functions is not flooded. */
const PARALLEL = 10;

/** Starts what was never started and ends what nobody works on any more. @returns how many of each */
export const sweepJobs = async (deps: SweepJobsDeps): Promise<Readonly<Record<Swept | 'unreadable', number>>> => {
  const counts = { left: 0, started: 0, failed: 0, unreadable: 0 };
  const active = deps.active.list()[Symbol.asyncIterator]();
  const lane = async (): Promise<void> => {
    for (let next = await active.next(); next.done !== true; next = await active.next()) {
      const swept = await sweepSafely(deps, next.value);
      counts[swept] += 1;
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, lane));
  deps.logger.info(LogEvent.swept, { what: 'jobs', ...counts });
  return counts;
};
