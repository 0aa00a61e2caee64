import type { OwnerScope } from '../accounts/owner-scope.ts';
import { storeCall } from '../platform/dynamo/dynamo-call.ts';
import { readItem, readPage, type DynamoStoreOptions } from '../platform/dynamo/dynamo-model.ts';
import { transact, type TransactionPut, type TransactionUpdate } from '../platform/dynamo/dynamo-transaction.ts';
import { ConflictError, NotFoundError } from '../platform/dynamo/store-errors.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import { projectModel } from '../projects/dynamo-project-model.ts';
import { jobModel } from './dynamo-job-model.ts';
import { activeJobs, giveBackPlace, takePlace } from './dynamo-running-jobs.ts';
import { isActive, JOB_SHAPE, type ProcessingJob, type QueuedJob } from './job.ts';
import type { JobStore } from './job-store.ts';

/** Jobs in the table `main`. */
export class DynamoJobStore implements JobStore {
  readonly #options: DynamoStoreOptions & { readonly concurrentJobs: number };
  readonly #jobs: ReturnType<typeof jobModel>;
  readonly #projects: ReturnType<typeof projectModel>;

  /** @param options `concurrentJobs`: how many jobs of a workspace may be active at once, 1–100 */
  constructor(options: DynamoStoreOptions & { readonly concurrentJobs: number }) {
    const { client, table } = options;
    this.#options = options;
    this.#jobs = jobModel(client, table);
    this.#projects = projectModel(client, table);
  }

  async create(scope: OwnerScope, job: QueuedJob): Promise<ProcessingJob> {
    const put = this.#jobs.create(this.#item(scope, job)).params<TransactionPut>();
    const latest = this.#projects
      .patch({ workspaceId: scope.workspaceId, projectId: job.projectId })
      .set({ latestJobId: job.id })
      .params<TransactionUpdate>();
    try {
      await transact(this.#options.client, `create job ${job.id}`, [
        { write: { Put: put } },
        { write: { Update: latest }, otherwise: cause => new NotFoundError(`project ${job.projectId}`, cause) },
        takePlace(this.#options, scope.workspaceId, job.id, this.#options.concurrentJobs),
      ]);
      return job;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      // The job is there already, or its neighbours were written all the time; only a job that is there tells which.
      return await this.get(scope, job.id).catch((missing: unknown) => {
        throw missing instanceof NotFoundError ? error : missing;
      });
    }
  }

  async get(scope: OwnerScope, jobId: string): Promise<ProcessingJob> {
    const key = { workspaceId: scope.workspaceId, jobId };
    const { data } = await storeCall(`get job ${jobId}`, () => this.#jobs.get(key).go({ consistent: true }));
    return readItem(JOB_SHAPE, data, jobId);
  }

  list(scope: OwnerScope, page: PageRequest): Promise<Page<ProcessingJob>> {
    const { workspaceId } = scope;
    return readPage(
      this.#options,
      { workspaceId, list: 'jobs' },
      page,
      options => this.#jobs.query.primary({ workspaceId }).go({ ...options, order: 'desc' }),
      item => readItem(JOB_SHAPE, item, item.jobId),
    );
  }

  listOfProject(scope: OwnerScope, projectId: string, page: PageRequest): Promise<Page<ProcessingJob>> {
    const { workspaceId } = scope;
    return readPage(
      this.#options,
      { workspaceId, list: `jobs of ${projectId}` },
      page,
      options => this.#jobs.query.ofProject({ workspaceId, projectId }).go({ ...options, order: 'desc' }),
      item => readItem(JOB_SHAPE, item, item.jobId),
    );
  }

  async save(scope: OwnerScope, before: ProcessingJob, next: ProcessingJob): Promise<void> {
    const put = this.#jobs
      .put(this.#item(scope, next))
      .where(({ version, run }, { eq }) => `${eq(version, before.version)} AND ${eq(run, before.run)}`);
    const what = `save job ${next.id}`;
    if (isActive(before) === isActive(next)) {
      await storeCall(what, () => put.go({ response: 'none' }));
      return;
    }
    const { workspaceId } = scope;
    const place = isActive(next)
      ? takePlace(this.#options, workspaceId, next.id, this.#options.concurrentJobs)
      : giveBackPlace(this.#options, workspaceId, next.id);
    await transact(this.#options.client, what, [{ write: { Put: put.params<TransactionPut>() } }, place]);
  }

  active(scope: OwnerScope): Promise<readonly string[]> {
    return activeJobs(this.#options, scope.workspaceId);
  }

  #item(scope: OwnerScope, job: ProcessingJob) {
    const { id: jobId, projectId, state, run, version } = job;
    return { workspaceId: scope.workspaceId, jobId, projectId, state, run, version, body: job };
  }
}
