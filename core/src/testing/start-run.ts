import type { OwnerScope } from '../accounts/owner-scope.ts';
import { JobSettings } from '../jobs/job-settings.ts';
import type { QueuedJob } from '../jobs/job.ts';
import type { VideoProject } from '../projects/project.ts';
import { aJob, aProject } from './builders.ts';
import type { Stores } from './memory-stores.ts';

export interface StartedRun {
  readonly project: VideoProject;
  readonly job: QueuedJob;
  /** As stages name it. */
  readonly run: { readonly projectId: string; readonly jobId: string; readonly run: number };
}

/** Stores a project and its first job. @param settings of the job, where they are not the usual ones */
export const startRun = async ({ projects, jobs }: Stores, scope: OwnerScope, settings: Partial<JobSettings> = {}): Promise<StartedRun> => {
  const project = await projects.create(scope, aProject());
  const job = { ...aJob({ projectId: project.id }), settings: JobSettings.parse(settings) };
  await jobs.create(scope, job);
  return { project, job, run: { projectId: project.id, jobId: job.id, run: job.run } };
};
