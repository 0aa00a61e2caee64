import type { OwnerScope } from '../accounts/owner-scope.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import type { ProcessingJob, QueuedJob } from './job.ts';

/** Jobs of a workspace. Use `applyJobEvent` to move one on. */
export interface JobStore {
  /**
   * Takes one of the workspace's places and makes the job the project's latest, all or nothing. The same id again gives
   * the job that is there.
   * @throws LimitReachedError JOB_LIMIT when no place is free, NotFoundError without the project
   */
  create(scope: OwnerScope, job: QueuedJob): Promise<ProcessingJob>;
  get(scope: OwnerScope, jobId: string): Promise<ProcessingJob>;
  /** Newest first. */
  list(scope: OwnerScope, page: PageRequest): Promise<Page<ProcessingJob>>;
  /** Newest first; a job made within the last second may be missing. */
  listOfProject(scope: OwnerScope, projectId: string, page: PageRequest): Promise<Page<ProcessingJob>>;
  /**
   * Writes what a transition made of `before`. A job that ends gives its place back, one that is retried takes one, in
   * the same write.
   * @throws ConflictError where `before` is no longer what is stored, LimitReachedError JOB_LIMIT when no place is free
   */
  save(scope: OwnerScope, before: ProcessingJob, next: ProcessingJob): Promise<void>;
  /** Ids of the jobs that hold a place: at most as many as the stage allows. */
  active(scope: OwnerScope): Promise<readonly string[]>;
}
