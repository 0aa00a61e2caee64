import { randomBytes } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '../clock.ts';
import type { DynamoStoreOptions } from './dynamo-model.ts';
import { createCursorCodec } from './signed-cursor.ts';

/** What stores are made with where no list is handed to anybody: their cursors are good within this process only. */
export const workingStore = (client: DynamoDBDocumentClient, table: string): DynamoStoreOptions => {
  const key = randomBytes(32);
  return { client, table, cursors: createCursorCodec({ keys: () => [key], clock: systemClock }) };
};
