import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { storeCall } from '../../platform/dynamo/dynamo-call.ts';
import { RecogniserState } from './recogniser.ts';

const KEY = { pk: 'recogniser', sk: 'recogniser' } as const;

/** What a worker said last of its recogniser. One for the stage: all its workers are told the same model. */
export const RecogniserRecord = z.object({ schemaVersion: z.literal(1), saidAt: z.iso.datetime(), state: RecogniserState });
export type RecogniserRecord = z.infer<typeof RecogniserRecord>;

interface MainTable {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

/** Says how the recogniser stands, for those who cannot ask the worker itself. */
export const writeRecogniserRecord = async ({ client, table }: MainTable, record: RecogniserRecord): Promise<void> => {
  await storeCall('write the state of the recogniser', () =>
    client.send(new PutCommand({ TableName: table, Item: { ...KEY, ...record } })),
  );
};

/** @returns what was said last; null where no worker ever ran, or one of another version did */
export const readRecogniserRecord = async ({ client, table }: MainTable): Promise<RecogniserRecord | null> => {
  const { Item } = await storeCall('read the state of the recogniser', () => client.send(new GetCommand({ TableName: table, Key: KEY })));
  return RecogniserRecord.safeParse(Item).data ?? null;
};
