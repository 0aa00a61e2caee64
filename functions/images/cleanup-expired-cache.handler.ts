import { createDynamoImageUseStore } from '@cutaway/core/images/dynamo-image-use-store';
import { DynamoStoredImageStore } from '@cutaway/core/images/dynamo-stored-image-store';
import { tellOldKeys } from '@cutaway/core/images/keys/old-keys';
import { SecretsProviderKeyStore } from '@cutaway/core/images/keys/secrets-provider-key-store';
import { IMAGE_SHARDS } from '@cutaway/core/images/stored-image-store';
import { sweepShard } from '@cutaway/core/images/upkeep/sweep-catalogue';
import { LogEvent } from '@cutaway/core/observability/events';
import { systemClock } from '@cutaway/core/platform/clock';
import { BACKGROUND_CLIENT } from '@cutaway/core/platform/dynamo/dynamo-client';
import { workingStore } from '@cutaway/core/platform/dynamo/dynamo-working-store';
import { s3ObjectStore } from '@cutaway/core/platform/s3-object-store';
import type { Context } from 'aws-lambda';
import { dynamoClient, once, s3Client, secretsClient } from '../http/aws.deps.ts';
import { logger } from '../http/process-logger.ts';
import { readEnv } from './cleanup-expired-cache.env.ts';

const deps = once(() => {
  const env = readEnv();
  const store = workingStore(dynamoClient(BACKGROUND_CLIENT), env.MAIN_TABLE);
  return {
    images: new DynamoStoredImageStore(store),
    imageUses: createDynamoImageUseStore(store),
    objects: s3ObjectStore(s3Client(), env.CATALOGUE_BUCKET),
    keys: new SecretsProviderKeyStore(secretsClient(), env.PROVIDER_KEYS_SECRET_NAME),
    clock: systemClock,
  };
});

/** What is left of a call's time when the last shard may begin. */
const ENOUGH_MS = 60_000;
const HOUR_MS = 3_600_000;

/**
 * Every few hours: pictures nobody shows any more, files that belong to nothing, keys that should be replaced. Rows with an
 * end are removed by the tables themselves, broken uploads by the bucket. Each call begins at another shard, so that a
 * catalogue too large for one call comes round.
 */
export const handler = async (_event: unknown, lambda: Context): Promise<void> => {
  const made = await deps();
  const first = Math.floor(made.clock() / HOUR_MS) % IMAGE_SHARDS.length;
  const swept = { marked: 0, unused: 0, orphans: 0, shards: 0 };
  for (const shard of [...IMAGE_SHARDS.slice(first), ...IMAGE_SHARDS.slice(0, first)]) {
    if (lambda.getRemainingTimeInMillis() < ENOUGH_MS) break;
    const { marked, unused, orphans } = await sweepShard(made, shard);
    swept.marked += marked;
    swept.unused += unused;
    swept.orphans += orphans;
    swept.shards += 1;
  }
  const oldKeys = await tellOldKeys(made.keys, made.clock, logger);
  logger.info(LogEvent.swept, { what: 'catalogue', ...swept, oldKeys: oldKeys.length });
};
