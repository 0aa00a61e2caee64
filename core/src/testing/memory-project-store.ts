import type { OwnerScope } from '../accounts/owner-scope.ts';
import type { JobRef } from '../jobs/stage-message.ts';
import { ConflictError } from '../platform/dynamo/store-errors.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import type { ResultKind, ResultPointer, VideoProject } from '../projects/project.ts';
import type { ProjectStore } from '../projects/project-store.ts';
import { assertLatest, ownedKey, type MemoryDatabase } from './memory-database.ts';
import { assertFollows, promised } from './memory-table.ts';

/** Projects in memory. */
export class MemoryProjectStore implements ProjectStore {
  readonly #database: MemoryDatabase;

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  create(scope: OwnerScope, project: VideoProject): Promise<VideoProject> {
    return promised(() => {
      const key = ownedKey(scope, project.id);
      const stored = this.#database.projects.find(key);
      if (stored !== null) return stored;
      this.#database.projects.put(key, { ...project, latestJobId: null, results: {} });
      return this.#database.projects.get(key);
    });
  }

  get(scope: OwnerScope, projectId: string): Promise<VideoProject> {
    return promised(() => this.#database.projects.get(ownedKey(scope, projectId)));
  }

  list(scope: OwnerScope, request: PageRequest): Promise<Page<VideoProject>> {
    const { cursors, projects } = this.#database;
    const purpose = { workspaceId: scope.workspaceId, list: 'projects' };
    return promised(() => projects.page(ownedKey(scope, ''), { cursors, purpose, request, order: 'desc' }));
  }

  save(scope: OwnerScope, project: VideoProject): Promise<void> {
    return promised(() => {
      const key = ownedKey(scope, project.id);
      const stored = this.#database.projects.find(key);
      assertFollows(stored, project);
      this.#database.projects.put(key, { ...project, latestJobId: stored?.latestJobId ?? null, results: stored?.results ?? {} });
    });
  }

  replaceResult(scope: OwnerScope, projectId: string, kind: ResultKind, before: ResultPointer, pointer: ResultPointer): Promise<void> {
    return promised(() => {
      const key = ownedKey(scope, projectId);
      const stored = this.#database.projects.find(key);
      if (stored?.results[kind]?.sha256 !== before.sha256) throw new ConflictError(`${kind} of project ${projectId}`);
      this.#database.projects.put(key, { ...stored, results: { ...stored.results, [kind]: pointer } });
    });
  }

  saveResult(scope: OwnerScope, run: Pick<JobRef, 'projectId' | 'jobId' | 'run'>, kind: ResultKind, pointer: ResultPointer): Promise<void> {
    return promised(() => {
      const key = ownedKey(scope, run.projectId);
      const stored = this.#database.projects.get(key);
      this.#database.assertCurrent(scope, run);
      assertLatest(stored.results[kind]?.jobId, run);
      this.#database.projects.put(key, { ...stored, results: { ...stored.results, [kind]: pointer } });
    });
  }
}
