import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { systemClock } from '@cutaway/core/platform/clock';
import { createCursorCodec } from '@cutaway/core/platform/dynamo/signed-cursor';
import type { DynamoStoreOptions } from '@cutaway/core/platform/dynamo/dynamo-model';
import type { KeySet, OwnedKeys } from '@cutaway/core/platform/owned-keys';

/** @returns the keys as they were at the last call; each call has them read again where that is due, for the next one */
const followed = async (keys: OwnedKeys): Promise<() => KeySet> => {
  let held = await keys.keys('list-cursor');
  return () => {
    keys.keys('list-cursor').then(
      next => (held = next),
      // Those that are held are accepted everywhere for a day; whoever needs the secret itself says what is wrong with it.
      () => undefined,
    );
    return held;
  };
};

/** What the adapters of the table `main` are made with where lists are handed out: cursors are signed with a key of ours. */
export const listingStore = async (client: DynamoDBDocumentClient, table: string, keys: OwnedKeys): Promise<DynamoStoreOptions> => ({
  client,
  table,
  cursors: createCursorCodec({ keys: await followed(keys), clock: systemClock }),
});
