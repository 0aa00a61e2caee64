import type { OwnerScope } from '../accounts/owner-scope.ts';
import type { JobRef } from '../jobs/stage-message.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import type { ResultKind, ResultPointer, VideoProject } from './project.ts';

/** Projects of a workspace. Every method throws the store errors; a project of another workspace is a missing one. */
export interface ProjectStore {
  /** @returns what is stored: creating the same id again gives the project that is there and changes nothing */
  create(scope: OwnerScope, project: VideoProject): Promise<VideoProject>;
  get(scope: OwnerScope, projectId: string): Promise<VideoProject>;
  /** Newest first. */
  list(scope: OwnerScope, page: PageRequest): Promise<Page<VideoProject>>;
  /**
   * Writes an edit; `latestJobId` and `results` stay as they are stored.
   * @throws ConflictError unless the stored version is the one before `project.version`
   */
  save(scope: OwnerScope, project: VideoProject): Promise<void>;
  /** Points at a run's result. @throws StaleRunError where the run has ended or been replaced, or a later job has stored its own */
  saveResult(scope: OwnerScope, run: Pick<JobRef, 'projectId' | 'jobId' | 'run'>, kind: ResultKind, pointer: ResultPointer): Promise<void>;
  /** Points at an edited result. @throws ConflictError unless `before` is what is stored */
  replaceResult(scope: OwnerScope, projectId: string, kind: ResultKind, before: ResultPointer, pointer: ResultPointer): Promise<void>;
}
