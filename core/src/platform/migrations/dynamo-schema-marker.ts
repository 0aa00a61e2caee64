import { DeleteCommand, GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { storeCall } from '../dynamo/dynamo-call.ts';

const KEY = { pk: 'schema', sk: 'schema' } as const;
const Marker = z.object({ generation: z.int().positive() });

/** Generation of the keys that this code reads and writes. Raised when a contract step leaves keys behind. */
export const KEY_GENERATION = 1;

interface MainTable {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

/** Says by which generation of keys the table is laid out, so that readiness can refuse code that does not belong to it. */
export const writeSchemaMarker = async ({ client, table }: MainTable, generation: number): Promise<void> => {
  await storeCall('write the schema marker', () => client.send(new PutCommand({ TableName: table, Item: { ...KEY, generation } })));
};

export const removeSchemaMarker = async ({ client, table }: MainTable): Promise<void> => {
  await storeCall('remove the schema marker', () => client.send(new DeleteCommand({ TableName: table, Key: KEY })));
};

/** @returns the table's generation, or null where it was never migrated */
export const readSchemaMarker = async ({ client, table }: MainTable): Promise<number | null> => {
  const { Item } = await storeCall('read the schema marker', () => client.send(new GetCommand({ TableName: table, Key: KEY })));
  return Item === undefined ? null : Marker.parse(Item).generation;
};
