import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { storeCall } from '../dynamo/dynamo-call.ts';
import { ModelState } from './model-state.ts';

/** The models that a worker may have, as health, logs and metrics call them. */
export type ModelName = 'recogniser' | 'image-model';

/** What a worker said last of a model. One for the stage: all its workers are told the same model. */
export const ModelRecord = z.object({ schemaVersion: z.literal(1), saidAt: z.iso.datetime(), state: ModelState });
export type ModelRecord = z.infer<typeof ModelRecord>;

interface MainTable {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

/** Says how a model stands, for those who cannot ask the worker itself. */
export const writeModelRecord = async ({ client, table }: MainTable, name: ModelName, record: ModelRecord): Promise<void> => {
  await storeCall('write the state of a model', () =>
    client.send(new PutCommand({ TableName: table, Item: { pk: name, sk: name, ...record } })),
  );
};

/** @returns what was said last; null where no worker ever ran, or one of another version did */
export const readModelRecord = async ({ client, table }: MainTable, name: ModelName): Promise<ModelRecord | null> => {
  const { Item } = await storeCall('read the state of a model', () =>
    client.send(new GetCommand({ TableName: table, Key: { pk: name, sk: name } })),
  );
  return ModelRecord.safeParse(Item).data ?? null;
};
