import { GetCommand, PutCommand, ScanCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import { storeCall } from '../dynamo/dynamo-call.ts';
import { transact, type TransactionPut } from '../dynamo/dynamo-transaction.ts';
import { ConflictError } from '../dynamo/store-errors.ts';
import { MIGRATIONS_PARTITION, type DynamoMigrationLock } from './dynamo-migration-lock.ts';

export type StoredItem = Readonly<Record<string, unknown>>;

export interface BackfillOptions {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly lock: DynamoMigrationLock;
  /** Of the migration; its checkpoint is kept under it. */
  readonly name: string;
  /** Most items visited in a second: what is left of the table's throughput belongs to users. */
  readonly itemsPerSecond: number;
  readonly clock: Clock;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /**
   * @returns the item as it should be, or null to leave it; with the condition under which it is still the item that was
   * read (`version`, mostly). Where that does not hold, somebody has written it since, in the new shape already.
   */
  readonly change: (
    item: StoredItem,
  ) => Pick<TransactionPut, 'Item' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'> | null;
}

const Checkpoint = z.object({
  /** Where to go on; null at the start. */
  next: z.record(z.string(), z.string()).nullable(),
  visited: z.int().nonnegative(),
  changed: z.int().nonnegative(),
  finished: z.boolean(),
});
export type Backfilled = z.infer<typeof Checkpoint>;

/** Items of a page; small enough that a page is done well within the lock's lease. */
const PAGE = 100;

const changePage = async ({ client, table, change }: BackfillOptions, items: readonly StoredItem[]): Promise<number> => {
  let changed = 0;
  for (const item of items) {
    const put = change(item);
    if (put === null) continue;
    try {
      await storeCall('backfill an item', () => client.send(new PutCommand({ TableName: table, ...put })));
      changed += 1;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
  }
  return changed;
};

/**
 * Visits every item of a table once and changes those that need it, at a steady pace. It may be stopped at any time: the
 * next call goes on after the last page that was recorded, and a page visited twice is changed once. The only code that
 * scans, because it has to see everything.
 */
export const backfill = async (options: BackfillOptions): Promise<Backfilled> => {
  const { client, table, lock, name, itemsPerSecond, clock, sleep } = options;
  const key = { pk: MIGRATIONS_PARTITION, sk: `backfill#${name}` };
  const { Item } = await storeCall(`resume ${name}`, () =>
    client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true })),
  );
  let state = Item === undefined ? { next: null, visited: 0, changed: 0, finished: false } : Checkpoint.parse(Item);
  while (!state.finished) {
    const startedMs = clock();
    const start = state.next ?? undefined;
    const page = await storeCall(`scan for ${name}`, () =>
      client.send(
        new ScanCommand({ TableName: table, Limit: PAGE, ConsistentRead: true, ...(start !== undefined && { ExclusiveStartKey: start }) }),
      ),
    );
    const items = page.Items ?? [];
    const changed = await changePage(options, items);
    const next = page.LastEvaluatedKey ?? null;
    state = Checkpoint.parse({ next, visited: state.visited + items.length, changed: state.changed + changed, finished: next === null });
    await transact(client, `record ${name}`, [lock.guard, { write: { Put: { TableName: table, Item: { ...key, ...state } } } }]);
    await lock.renew();
    if (!state.finished) await sleep(Math.max(0, (items.length / itemsPerSecond) * 1_000 - (clock() - startedMs)));
  }
  return state;
};
