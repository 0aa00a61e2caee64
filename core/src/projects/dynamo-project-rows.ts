import { createHash } from 'node:crypto';
import { paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
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

const RowKeys = z.array(z.object({ pk: z.string(), sk: z.string() }));
type RowKey = z.infer<typeof RowKeys>[number];

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

/** Of two jobs of a project, the later one's rows stay: ids of jobs sort by the time they were made. */
const isOfLaterJob = ({ rowSet }: RowSet, { jobId }: RunRef): boolean => (rowSet.split('-')[0] ?? '') > jobId;

/** Sorts after every place in a set and every set of a job. */
const LAST = '~';

/**
 * Rows in the table `main`, in their project's partition. A run writes its own set beside the one in force and then
 * switches over in one fenced write, so that readers see one set whole, never a mixture, and a run that is stopped in
 * between has changed nothing. Then the rows of earlier jobs and runs go, those of the set that was replaced as well as
 * those that a killed process left. Sets of later jobs are theirs.
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
      await this.#switchTo(scope, run, next);
    } catch (error) {
      const isUnwanted = error instanceof StaleRunError && (await this.#find(scope, run.projectId))?.rowSet !== next.rowSet;
      if (isUnwanted) await this.#removeBetween(scope, run.projectId, `${next.rowSet}#`, `${next.rowSet}#${LAST}`);
      throw error;
    }
    await this.#removeBetween(scope, run.projectId, '', next.rowSet);
    await this.#removeBetween(scope, run.projectId, `${next.rowSet}#${LAST}`, `${run.jobId}-${LAST}`);
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

  /** Removes the rows of a project that name a picture. */
  async forget(imageId: string, { workspaceId, projectId }: { readonly workspaceId: string; readonly projectId: string }): Promise<void> {
    const { client, table } = this.#options;
    const what = `forget ${this.#name} of ${imageId} in ${projectId}`;
    const { data } = await storeCall(what, () => this.#rows.query.ofImage({ imageId, workspaceId, projectId }).go({ pages: 'all' }));
    const deletes = data.map(({ rowSet, order }): BulkWrite => ({
      DeleteRequest: { Key: this.#keyOf({ workspaceId, projectId, rowSet, order }) },
    }));
    await bulkWrite(client, table, what, deletes);
  }

  async #find({ workspaceId }: OwnerScope, projectId: string): Promise<RowSet | null> {
    const what = `get ${this.#name} set of ${projectId}`;
    const { data } = await storeCall(what, () => this.#current.get({ workspaceId, projectId }).go({ consistent: true }));
    return data;
  }

  #switchTo(scope: OwnerScope, run: RunRef, next: RowSet): Promise<void> {
    return whileRacing(async () => {
      const replaced = await this.#find(scope, run.projectId);
      const what = `switch ${this.#name} of ${run.projectId}`;
      if (replaced !== null && isOfLaterJob(replaced, run)) throw new StaleRunError(`${what}: ${replaced.rowSet} came later`);
      const put = this.#current
        .put({ workspaceId: scope.workspaceId, projectId: run.projectId, ...next })
        .where(({ rowSet }, { eq, notExists }) => (replaced === null ? notExists(rowSet) : eq(rowSet, replaced.rowSet)))
        .params<TransactionPut>();
      await transact(this.#options.client, what, [fenceOf(this.#options, scope, run), { write: { Put: put } }]);
    });
  }

  /** Removes the rows whose set and place sort from `first` to `last`. */
  async #removeBetween({ workspaceId }: OwnerScope, projectId: string, first: string, last: string): Promise<void> {
    const { client, table } = this.#options;
    const what = `remove replaced ${this.#name} of ${projectId}`;
    const query = {
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
      ExpressionAttributeValues: {
        ':pk': this.#keyOf({ workspaceId, projectId, rowSet: first, order: '' }).pk,
        ':first': `${this.#name}#${first}`,
        ':last': `${this.#name}#${last}`,
      },
      ProjectionExpression: 'pk, sk',
    };
    const keys = await storeCall(what, async () => {
      const found: RowKey[] = [];
      for await (const page of paginateQuery({ client }, query)) found.push(...RowKeys.parse(page.Items ?? []));
      return found;
    });
    await bulkWrite(
      client,
      table,
      what,
      keys.map(Key => ({ DeleteRequest: { Key } })),
    );
  }

  #keyOf(row: { readonly workspaceId: string; readonly projectId: string; readonly rowSet: string; readonly order: string }): RowKey {
    return RowKeys.element.parse(this.#rows.get(row).params<{ Key: unknown }>().Key);
  }
}
