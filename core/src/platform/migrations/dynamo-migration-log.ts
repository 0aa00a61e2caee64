import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import { storeCall } from '../dynamo/dynamo-call.ts';
import { transact } from '../dynamo/dynamo-transaction.ts';
import { MIGRATIONS_PARTITION, type DynamoMigrationLock } from './dynamo-migration-lock.ts';

const DONE = 'done#';

const Entry = z.object({ name: z.string(), at: z.iso.datetime() });
export type MigrationEntry = z.infer<typeof Entry>;

const keyOf = (name: string): { readonly pk: string; readonly sk: string } => ({ pk: MIGRATIONS_PARTITION, sk: `${DONE}${name}` });

/** Which migrations the table has seen, in the table itself. */
export class DynamoMigrationLog {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor({ client, table, clock }: { readonly client: DynamoDBDocumentClient; readonly table: string; readonly clock: Clock }) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
  }

  /** @returns those that are done, in the order of their names, which begin with their date; one page holds thousands */
  async entries(): Promise<readonly MigrationEntry[]> {
    const { Items } = await storeCall('read the migration log', () =>
      this.#client.send(
        new QueryCommand({
          TableName: this.#table,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :done)',
          ExpressionAttributeValues: { ':pk': MIGRATIONS_PARTITION, ':done': DONE },
          ConsistentRead: true,
        }),
      ),
    );
    return z.array(Entry).parse(Items ?? []);
  }

  async add(name: string, lock: DynamoMigrationLock): Promise<void> {
    const item = { ...keyOf(name), name, at: new Date(this.#clock()).toISOString() };
    await transact(this.#client, `log migration ${name}`, [lock.guard, { write: { Put: { TableName: this.#table, Item: item } } }]);
  }

  async remove(name: string, lock: DynamoMigrationLock): Promise<void> {
    await transact(this.#client, `unlog migration ${name}`, [
      lock.guard,
      { write: { Delete: { TableName: this.#table, Key: keyOf(name) } } },
    ]);
  }
}
