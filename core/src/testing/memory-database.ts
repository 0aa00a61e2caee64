import { API_KEY_SHAPE } from '../accounts/api-key.ts';
import { MEMBER_SHAPE } from '../accounts/member.ts';
import { SESSION_SHAPE } from '../accounts/session.ts';
import { WORKSPACE_SHAPE } from '../accounts/workspace.ts';
import type { OwnerScope } from '../accounts/owner-scope.ts';
import { GLOSSARY_SHAPE } from '../entities/glossary.ts';
import { STORED_IMAGE_SHAPE } from '../images/stored-image-store.ts';
import { isActive, JOB_SHAPE } from '../jobs/job.ts';
import type { JobRef } from '../jobs/stage-message.ts';
import { StaleRunError } from '../platform/dynamo/store-errors.ts';
import { createCursorCodec } from '../platform/dynamo/signed-cursor.ts';
import { PROJECT_SHAPE } from '../projects/project.ts';
import { UPLOAD_SHAPE } from '../projects/upload.ts';
import { TIMELINE_HEAD_SHAPE } from '../timeline/timeline-head.ts';
import { MemoryTable } from './memory-table.ts';

/** What the fakes of one test share: a job that is created shows in its project, and fences what its runs write. */
export class MemoryDatabase {
  readonly workspaces = new MemoryTable(WORKSPACE_SHAPE);
  readonly members = new MemoryTable(MEMBER_SHAPE);
  readonly sessions = new MemoryTable(SESSION_SHAPE);
  readonly apiKeys = new MemoryTable(API_KEY_SHAPE);
  readonly projects = new MemoryTable(PROJECT_SHAPE);
  readonly uploads = new MemoryTable(UPLOAD_SHAPE);
  readonly glossary = new MemoryTable(GLOSSARY_SHAPE);
  readonly jobs = new MemoryTable(JOB_SHAPE);
  readonly timelines = new MemoryTable(TIMELINE_HEAD_SHAPE);
  readonly images = new MemoryTable(STORED_IMAGE_SHAPE);
  readonly cursors = createCursorCodec({ keys: () => [new Uint8Array(32).fill(7)], clock: () => 0 });

  /** @throws StaleRunError unless the run is its job's current one and active */
  assertCurrent(scope: OwnerScope, { jobId, run }: Pick<JobRef, 'jobId' | 'run'>): void {
    const job = this.jobs.find(ownedKey(scope, jobId));
    if (job?.run !== run || !isActive(job)) throw new StaleRunError(`run ${run} of job ${jobId}`);
  }
}

/** Every private key starts with the workspace. */
export const ownedKey = (scope: OwnerScope, ...parts: readonly string[]): string => [scope.workspaceId, ...parts].join('|');

/** @throws StaleRunError where what is there comes from a later job */
export const assertLatest = (stored: string | undefined, { jobId }: Pick<JobRef, 'jobId'>): void => {
  if (stored !== undefined && stored > jobId) throw new StaleRunError(`job ${stored} came later than ${jobId}`);
};
