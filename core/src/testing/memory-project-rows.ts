import type * as z from 'zod';
import type { OwnerScope } from '../accounts/owner-scope.ts';
import type { JobRef } from '../jobs/stage-message.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import type { ProjectRows, RowKind } from '../projects/project-rows.ts';
import { assertLatest, ownedKey, type MemoryDatabase } from './memory-database.ts';
import { MemoryTable, promised } from './memory-table.ts';

/** One kind of a project's rows in memory. */
export class MemoryProjectRows<Schema extends z.ZodType<object>> implements ProjectRows<z.output<Schema>> {
  readonly #database: MemoryDatabase;
  readonly #kind: RowKind<Schema>;
  readonly #rows: MemoryTable<Schema>;
  readonly #ofImages: MemoryTable<Schema>;
  /** Which set counts, and how many rows it has. */
  readonly #current = new Map<string, { readonly rowSet: string; readonly count: number }>();

  constructor(database: MemoryDatabase, kind: RowKind<Schema>) {
    this.#database = database;
    this.#kind = kind;
    this.#rows = new MemoryTable(kind.shape);
    this.#ofImages = new MemoryTable(kind.shape);
  }

  replace(scope: OwnerScope, run: Pick<JobRef, 'projectId' | 'jobId' | 'run'>, rows: readonly z.output<Schema>[]): Promise<void> {
    return promised(() => {
      this.#database.assertCurrent(scope, run);
      const project = ownedKey(scope, run.projectId);
      assertLatest(this.#current.get(project)?.rowSet.split('-')[0], run);
      this.#remove(project);
      const rowSet = `${run.jobId}-${run.run}`;
      this.#current.set(project, { rowSet, count: rows.length });
      for (const [place, row] of rows.entries()) {
        const key = `${project}|${rowSet}|${String(place).padStart(6, '0')}`;
        const imageId = this.#kind.imageIdOf?.(row);
        this.#rows.put(key, row);
        if (imageId !== undefined) this.#ofImages.put(`${imageId}|${key}`, row);
      }
    });
  }

  list(scope: OwnerScope, projectId: string, request: PageRequest): Promise<Page<z.output<Schema>>> {
    return promised(() => {
      const project = ownedKey(scope, projectId);
      const current = this.#current.get(project);
      if (current === undefined) return { items: [] };
      const purpose = { workspaceId: scope.workspaceId, list: `${this.#kind.shape.name} of ${projectId} ${current.rowSet}` };
      const { cursors } = this.#database;
      return this.#rows.page(`${project}|${current.rowSet}|`, { cursors, purpose, request, order: 'asc' });
    });
  }

  listOfImage(imageId: string, request: PageRequest): Promise<Page<z.output<Schema>>> {
    const { cursors } = this.#database;
    const purpose = { workspaceId: '', list: `${this.#kind.shape.name} of ${imageId}` };
    return promised(() => this.#ofImages.page(`${imageId}|`, { cursors, purpose, request, order: 'asc' }));
  }

  forget(imageId: string, { workspaceId, projectId }: { readonly workspaceId: string; readonly projectId: string }): Promise<void> {
    return promised(() => {
      const start = `${imageId}|${workspaceId}|${projectId}|`;
      for (const key of this.#ofImages.keys(start)) {
        this.#ofImages.delete(key);
        this.#rows.delete(key.slice(imageId.length + 1));
      }
    });
  }

  #remove(project: string): void {
    const current = this.#current.get(project);
    for (let place = 0; place < (current?.count ?? 0); place += 1) {
      const key = `${project}|${current?.rowSet}|${String(place).padStart(6, '0')}`;
      const row = this.#rows.find(key);
      const imageId = row === null ? undefined : this.#kind.imageIdOf?.(row);
      this.#rows.delete(key);
      if (imageId !== undefined) this.#ofImages.delete(`${imageId}|${key}`);
    }
  }
}
