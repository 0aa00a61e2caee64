import type * as z from 'zod';
import type { OwnerScope } from '../accounts/owner-scope.ts';
import type { JobRef } from '../jobs/stage-message.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import type { StoredShape } from '../platform/stored-shape.ts';

/** Rows of one kind that runs derive from a project: its emphasised words, its entities, its uses of pictures. */
export interface ProjectRows<Row> {
  /**
   * The run's rows take the place of all before them, at once.
   * @throws StaleRunError where the run has ended or been replaced, or a later job has put its own
   */
  replace(scope: OwnerScope, run: Pick<JobRef, 'projectId' | 'jobId' | 'run'>, rows: readonly Row[]): Promise<void>;
  /** In the order they were given in; empty before the first run. A cursor from before a replacement is refused. */
  list(scope: OwnerScope, projectId: string, page: PageRequest): Promise<Page<Row>>;
}

/** What distinguishes one kind of rows from another. */
export interface RowKind<Schema extends z.ZodType> {
  readonly shape: StoredShape<Schema>;
  /** The picture a row names, for kinds that name one. */
  readonly imageIdOf?: (row: z.output<Schema>) => string;
}
