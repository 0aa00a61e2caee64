import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll } from '@jest/globals';
import { createDynamoClient } from '../../core/src/platform/dynamo/dynamo-client.ts';
import { TABLES, type TableName, type TableSpec } from '../../core/src/platform/dynamo/tables.ts';
import { startEmulator, type Emulator } from '../../local/emulator/ministack.ts';
import { installEmulator } from '../../local/emulator/python.ts';
import { committed } from './fixtures.ts';

/** Names of the tables on a test's emulator. */
export const TEST_TABLES: Readonly<Record<TableName, string>> = {
  main: 'test-main',
  cache: 'test-cache',
  limits: 'test-limits',
  idempotency: 'test-idempotency',
};

const createTable = async (client: DynamoDBClient, name: string, spec: TableSpec): Promise<void> => {
  const keySchema = (partitionKey: string, sortKey: string | null) => [
    { AttributeName: partitionKey, KeyType: 'HASH' as const },
    ...(sortKey === null ? [] : [{ AttributeName: sortKey, KeyType: 'RANGE' as const }]),
  ];
  const attributes = [spec, ...spec.indexes].flatMap(({ partitionKey, sortKey }) =>
    sortKey === null ? [partitionKey] : [partitionKey, sortKey],
  );
  const indexes = spec.indexes.map(({ name: IndexName, partitionKey, sortKey }) => ({
    IndexName,
    KeySchema: keySchema(partitionKey, sortKey),
    Projection: { ProjectionType: 'ALL' as const },
  }));
  await client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: keySchema(spec.partitionKey, spec.sortKey),
      AttributeDefinitions: attributes.map(AttributeName => ({ AttributeName, AttributeType: 'S' })),
      ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
    }),
  );
};

export interface TestEmulator {
  readonly client: DynamoDBDocumentClient;
  /** What a process of its own needs to reach it. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * An emulator of the file's own with the product's tables, for `beforeAll`. Tests in the file keep apart by workspace.
 * @returns a getter that is good once the tests run
 */
export const useEmulator = (): (() => TestEmulator) => {
  let emulator: Emulator | undefined;
  let client: DynamoDBDocumentClient | undefined;
  let home: string | undefined;
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'cutaway-emulator-'));
    emulator = await startEmulator({ python: installEmulator(committed('.cutaway')), home });
    Object.assign(process.env, emulator.env);
    const plain = new DynamoDBClient({});
    for (const [name, spec] of Object.entries<TableSpec>(TABLES)) await createTable(plain, TEST_TABLES[name as TableName], spec);
    plain.destroy();
    client = createDynamoClient({ maxSockets: 64, connectTimeoutMs: 5_000, requestTimeoutMs: 30_000, maxAttempts: 3 });
  }, 120_000);
  afterAll(async () => {
    client?.destroy();
    await emulator?.stop();
    if (home !== undefined) rmSync(home, { recursive: true, force: true });
  }, 30_000);
  return () => {
    if (client === undefined || emulator === undefined) throw new Error('the emulator is there once the tests run');
    return { client, env: emulator.env };
  };
};
