import { createHash } from 'node:crypto';
import type * as z from 'zod';
import type { OwnerScope } from '../accounts/owner-scope.ts';
import { fenceOf } from '../jobs/dynamo-job-fence.ts';
import type { JobRef } from '../jobs/stage-message.ts';
import { bulkWrite, type BulkWrite } from '../platform/dynamo/dynamo-bulk-write.ts';
import { storeCall } from '../platform/dynamo/dynamo-call.ts';
import { readItem, readPage, type DynamoStoreOptions } from '../platform/dynamo/dynamo-model.ts';
import { transact, type TransactionPut } from '../platform/dynamo/dynamo-transaction.ts';
import { StaleRunError } from '../platform/dynamo/store-errors.ts';
import { whileRacing } from '../platform/optimistic-change.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import { currentSetModel, rowModel } from './dynamo-project-row-models.ts';
import type { ProjectRows, RowKind } from './project-rows.ts';

type RunRef = Pick<JobRef, 'projectId' | 'jobId' | 'run'>;

interface RowSet {
  readonly rowSet: string;
  readonly count: number;
}

/** Digits of a row's place in its set; the longest talk has under 10⁵ words. */
const ORDER_DIGITS = 6;
const orderOf = (place: number): string => String(place).padStart(ORDER_DIGITS, '0');

/** Names a set by its run and content: the same rows again are the same set, and late rows never fall into the set in force. */
const rowSetOf = ({ jobId, run }: RunRef, rows: readonly object[]): string =>
  `${jobId}-${run}-${createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 16)}`;

/**
 * Rows in the table `main`, in their project's partition. A run writes its own set beside the one in force and then
 * switches over in one fenced write, so that readers see one set whole, never a mixture, and a run that is stopped in
 * between has changed nothing. A process killed while it writes or removes leaves rows that nobody sees; they go with the
 * project.
 */
export class DynamoProjectRows<Schema extends z.ZodType<object>> implements ProjectRows<z.output<Schema>> {
  readonly #options: DynamoStoreOptions;
  readonly #kind: RowKind<Schema>;
  readonly #name: string;
  readonly #rows: ReturnType<typeof rowModel>;
  readonly #current: ReturnType<typeof currentSetModel>;

  constructor(options: DynamoStoreOptions, kind: RowKind<Schema>) {
    this.#options = options;
    this.#kind = kind;
    this.#name = kind.shape.name;
    this.#rows = rowModel(options.client, options.table, this.#name);
    this.#current = currentSetModel(options.client, options.table, this.#name);
  }

  async replace(scope: OwnerScope, run: RunRef, rows: readonly z.output<Schema>[]): Promise<void> {
    const { client, table } = this.#options;
    const key = { workspaceId: scope.workspaceId, projectId: run.projectId };
    const next = { rowSet: rowSetOf(run, rows), count: rows.length };
    const puts = rows.map((body, place): BulkWrite => {
      const item = { ...key, rowSet: next.rowSet, order: orderOf(place), imageId: this.#kind.imageIdOf?.(body) ?? '', body };
      return { PutRequest: { Item: this.#rows.put(item).params<Pick<TransactionPut, 'Item'>>().Item } };
    });
    await bulkWrite(client, table, `write ${this.#name} of ${run.projectId}`, puts);
    try {
      const replaced = await this.#switchTo(scope, run, next);
      if (replaced !== null && replaced.rowSet !== next.rowSet) await this.#remove(scope, run.projectId, replaced);
    } catch (error) {
      if (error instanceof StaleRunError && (await this.#find(scope, run.projectId))?.rowSet !== next.rowSet) {
        await this.#remove(scope, run.projectId, next);
      }
      throw error;
    }
  }

  async list(scope: OwnerScope, projectId: string, page: PageRequest): Promise<Page<z.output<Schema>>> {
    const { workspaceId } = scope;
    const current = await this.#find(scope, projectId);
    if (current === null) return { items: [] };
    return readPage(
      this.#options,
      { workspaceId, list: `${this.#name} of ${projectId} ${current.rowSet}` },
      page,
      options => this.#rows.query.primary({ workspaceId, projectId, rowSet: current.rowSet }).go(options),
      row => readItem(this.#kind.shape, row, `${projectId} ${row.order}`),
    );
  }

  /** Rows of all workspaces and sets that name a picture; an operator's question, never a user's. */
  listOfImage(imageId: string, page: PageRequest): Promise<Page<z.output<Schema>>> {
    return readPage(
      this.#options,
      { workspaceId: '', list: `${this.#name} of ${imageId}` },
      page,
      options => this.#rows.query.ofImage({ imageId }).go(options),
      row => readItem(this.#kind.shape, row, imageId),
    );
  }

  async #find({ workspaceId }: OwnerScope, projectId: string): Promise<RowSet | null> {
    const what = `get ${this.#name} set of ${projectId}`;
    const { data } = await storeCall(what, () => this.#current.get({ workspaceId, projectId }).go({ consistent: true }));
    return data;
  }

  /** @returns the set that was in force before */
  #switchTo(scope: OwnerScope, run: RunRef, next: RowSet): Promise<RowSet | null> {
    return whileRacing(async () => {
      const replaced = await this.#find(scope, run.projectId);
      const put = this.#current
        .put({ workspaceId: scope.workspaceId, projectId: run.projectId, ...next })
        .where(({ rowSet }, { eq, notExists }) => (replaced === null ? notExists(rowSet) : eq(rowSet, replaced.rowSet)))
        .params<TransactionPut>();
      const what = `switch ${this.#name} of ${run.projectId}`;
      await transact(this.#options.client, what, [fenceOf(this.#options, scope, run), { write: { Put: put } }]);
      return replaced;
    });
  }

  async #remove({ workspaceId }: OwnerScope, projectId: string, { rowSet, count }: RowSet): Promise<void> {
    const { client, table } = this.#options;
    const deletes = Array.from({ length: count }, (_, place): BulkWrite => {
      const key = { workspaceId, projectId, rowSet, order: orderOf(place) };
      const { Key } = this.#rows.delete(key).params<Required<Pick<NonNullable<BulkWrite['DeleteRequest']>, 'Key'>>>();
      return { DeleteRequest: { Key } };
    });
    await bulkWrite(client, table, `remove replaced ${this.#name} of ${projectId}`, deletes);
  }
}
