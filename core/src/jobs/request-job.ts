import type { OwnerScope } from '../accounts/owner-scope.ts';
import { AppError } from '../errors/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import type { NewId } from '../platform/ids.ts';
import type { ProjectStore } from '../projects/project-store.ts';
import type { VideoProject } from '../projects/project.ts';
import { applyJobEvent } from './apply-job-event.ts';
import type { Executions } from './executions.ts';
import type { RequestEvent } from './job-event.ts';
import type { JobSettings } from './job-settings.ts';
import type { JobStore } from './job-store.ts';
import { executionNameOf, newJob, type ProcessingJob, type QueuedJob } from './job.ts';
import type { RunInput } from './stage-message.ts';

export interface RequestJobDeps {
  readonly jobs: JobStore;
  readonly projects: ProjectStore;
  readonly executions: Executions;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** What a run of a job is started with. Media goes through the worker even where words are given: the voice is measured there. */
export const runInputOf = (scope: OwnerScope, project: VideoProject, job: QueuedJob): RunInput => ({
  job: { ...scope.claims, projectId: project.id, jobId: job.id, run: job.run },
  from: job.from,
  input: project.media === null ? 'transcript' : 'media',
});

const begin = async (deps: RequestJobDeps, scope: OwnerScope, project: VideoProject, job: ProcessingJob): Promise<void> => {
  if (job.state === 'queued') await deps.executions.start(executionNameOf(job), runInputOf(scope, project, job));
};

/**
 * Starts a job. A process killed between the row and the start leaves a queued job, which the sweep starts.
 * @throws AppError NO_INPUT, JOB_LIMIT
 */
export const startJob = async (
  deps: RequestJobDeps,
  scope: OwnerScope,
  projectId: string,
  settings: JobSettings,
): Promise<ProcessingJob> => {
  const project = await deps.projects.get(scope, projectId);
  if (project.media === null && project.transcript === null) throw new AppError('NO_INPUT');
  const job = newJob({ id: deps.newId('job'), projectId, requestedBy: scope.principalId, settings, from: 'hear' }, deps.clock());
  const created = await deps.jobs.create(scope, job);
  await begin(deps, scope, project, created);
  return created;
};

const requested = async (deps: RequestJobDeps, scope: OwnerScope, jobId: string, event: RequestEvent): Promise<ProcessingJob> => {
  const result = await applyJobEvent(deps, scope, jobId, event);
  if (result.kind === 'refused') throw new AppError(result.code);
  if (result.kind === 'stale') throw new Error(`a request about job ${jobId} cannot be stale`);
  return result.job;
};

/** Stops a job. What is under way may end, but changes nothing any more. @throws AppError JOB_ENDED */
export const cancelJob = async (deps: RequestJobDeps, scope: OwnerScope, jobId: string): Promise<ProcessingJob> => {
  const job = await requested(deps, scope, jobId, { type: 'cancelled' });
  await deps.executions.stop(executionNameOf(job), 'cancelled by its owner');
  return job;
};

const again = async (deps: RequestJobDeps, scope: OwnerScope, jobId: string, event: RequestEvent): Promise<ProcessingJob> => {
  const job = await requested(deps, scope, jobId, event);
  await begin(deps, scope, await deps.projects.get(scope, job.projectId), job);
  return job;
};

/**
 * Runs a job again from the stage that is missing. Asked for twice, it runs once: the second request finds it queued or
 * running, and makes sure that it was started.
 * @throws AppError JOB_NOT_RETRYABLE, JOB_LIMIT
 */
export const retryJob = (deps: RequestJobDeps, scope: OwnerScope, jobId: string): Promise<ProcessingJob> =>
  again(deps, scope, jobId, { type: 'retried' });

/** Runs a job that has ended again from where it is found out what names mean. @throws AppError JOB_NOT_RETRYABLE, JOB_LIMIT */
export const reviseJob = (deps: RequestJobDeps, scope: OwnerScope, jobId: string): Promise<ProcessingJob> =>
  again(deps, scope, jobId, { type: 'revised', from: 'link' });
