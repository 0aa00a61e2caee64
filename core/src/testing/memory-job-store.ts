import type { OwnerScope } from '../accounts/owner-scope.ts';
import { isActive, type ProcessingJob, type QueuedJob } from '../jobs/job.ts';
import type { JobStore } from '../jobs/job-store.ts';
import { ConflictError, LimitReachedError } from '../platform/dynamo/store-errors.ts';
import { allItems, LARGEST_PAGE, type Page, type PageRequest } from '../platform/page.ts';
import { ownedKey, type MemoryDatabase } from './memory-database.ts';
import { promised } from './memory-table.ts';

/** Jobs in memory. */
export class MemoryJobStore implements JobStore {
  readonly #database: MemoryDatabase;
  readonly #concurrentJobs: number;
  readonly #places = new Map<string, Set<string>>();

  constructor(database: MemoryDatabase, concurrentJobs: number) {
    this.#database = database;
    this.#concurrentJobs = concurrentJobs;
  }

  create(scope: OwnerScope, job: QueuedJob): Promise<ProcessingJob> {
    return promised(() => {
      const { jobs, projects } = this.#database;
      const stored = jobs.find(ownedKey(scope, job.id));
      if (stored !== null) return stored;
      const project = projects.get(ownedKey(scope, job.projectId));
      this.#takePlace(scope, job.id);
      projects.put(ownedKey(scope, job.projectId), { ...project, latestJobId: job.id });
      jobs.put(ownedKey(scope, job.id), job);
      return job;
    });
  }

  get(scope: OwnerScope, jobId: string): Promise<ProcessingJob> {
    return promised(() => this.#database.jobs.get(ownedKey(scope, jobId)));
  }

  list(scope: OwnerScope, request: PageRequest): Promise<Page<ProcessingJob>> {
    const { cursors, jobs } = this.#database;
    const purpose = { workspaceId: scope.workspaceId, list: 'jobs' };
    return promised(() => jobs.page(ownedKey(scope, ''), { cursors, purpose, request, order: 'desc' }));
  }

  async listOfProject(scope: OwnerScope, projectId: string, request: PageRequest): Promise<Page<ProcessingJob>> {
    const { cursors } = this.#database;
    const purpose = { workspaceId: scope.workspaceId, list: `jobs of ${projectId}` };
    const all = await allItems(page => this.list(scope, page), LARGEST_PAGE * LARGEST_PAGE);
    const after = request.cursor === undefined ? null : cursors.open(purpose, request.cursor);
    const left = all.filter(job => job.projectId === projectId && (after === null || job.id < after));
    const items = left.slice(0, request.limit);
    const last = items.at(-1);
    return last === undefined || items.length < request.limit ? { items } : { items, next: cursors.seal(purpose, last.id) };
  }

  save(scope: OwnerScope, before: ProcessingJob, next: ProcessingJob): Promise<void> {
    return promised(() => {
      const key = ownedKey(scope, next.id);
      const stored = this.#database.jobs.find(key);
      if (stored?.version !== before.version || stored.run !== before.run) throw new ConflictError(`save job ${next.id}`);
      if (isActive(next) && !isActive(before)) this.#takePlace(scope, next.id);
      if (!isActive(next)) this.#placesOf(scope).delete(next.id);
      this.#database.jobs.put(key, next);
    });
  }

  active(scope: OwnerScope): Promise<readonly string[]> {
    return promised(() => [...this.#placesOf(scope)].sort());
  }

  #takePlace(scope: OwnerScope, jobId: string): void {
    const places = this.#placesOf(scope);
    if (places.size >= this.#concurrentJobs && !places.has(jobId)) throw new LimitReachedError('JOB_LIMIT', `place for job ${jobId}`);
    places.add(jobId);
  }

  #placesOf(scope: OwnerScope): Set<string> {
    const places = this.#places.get(scope.workspaceId) ?? new Set();
    this.#places.set(scope.workspaceId, places);
    return places;
  }
}
