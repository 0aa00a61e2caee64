import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '@cutaway/core/platform/clock';
import { createCursorCodec } from '@cutaway/core/platform/dynamo/signed-cursor';
import type { DynamoStoreOptions } from '@cutaway/core/platform/dynamo/dynamo-model';
import type { OwnedKeys } from '@cutaway/core/platform/owned-keys';

/** What the adapters of the table `main` are made with where lists are handed out: cursors are signed with a key of ours. */
export const listingStore = async (client: DynamoDBDocumentClient, table: string, keys: OwnedKeys): Promise<DynamoStoreOptions> => ({
  client,
  table,
  cursors: createCursorCodec({ keys: [await keys.key('list-cursor')], clock: systemClock }),
});
