import { randomBytes } from 'node:crypto';
import { CognitoIdentityProvider } from '@cutaway/core/accounts/cognito-identity-provider';
import { DynamoAccountStore } from '@cutaway/core/accounts/dynamo-account-store';
import { DynamoApiKeyStore } from '@cutaway/core/accounts/dynamo-api-key-store';
import { DynamoSessionStore } from '@cutaway/core/accounts/dynamo-session-store';
import type { ApiKeyStore } from '@cutaway/core/accounts/api-key-store';
import { DynamoRateLimiter } from '@cutaway/core/platform/dynamo-rate-limiter';
import { allowance, type Allowance } from '@cutaway/core/platform/rate-limiter';
import type { LogInDeps } from '@cutaway/core/accounts/log-in';
import { systemClock } from '@cutaway/core/platform/clock';
import { API_CLIENT } from '@cutaway/core/platform/dynamo/dynamo-client';
import { createNewId } from '@cutaway/core/platform/ids';
import { secretsOwnedKeys } from '@cutaway/core/platform/secrets-owned-keys';
import { cognitoClient, dynamoClient, secretsClient } from '../http/aws.deps.ts';
import { logger } from '../http/process-logger.ts';
import { listingStore } from '../http/stores.deps.ts';
import { readEnv } from './api.env.ts';

export type AccountsDeps = LogInDeps & { readonly apiKeys: ApiKeyStore; readonly allowance: Allowance };

export const buildDeps = async (): Promise<AccountsDeps> => {
  const env = readEnv();
  const keys = secretsOwnedKeys(secretsClient(), env.OWNED_SECRET_NAME, systemClock);
  const client = dynamoClient(API_CLIENT);
  const options = await listingStore(client, env.MAIN_TABLE, keys);
  return {
    identity: new CognitoIdentityProvider(cognitoClient(), env.USER_POOL_CLIENT_ID),
    accounts: new DynamoAccountStore(options),
    sessions: new DynamoSessionStore(options),
    apiKeys: new DynamoApiKeyStore(options),
    allowance: allowance({
      limiter: new DynamoRateLimiter({ client, table: env.LIMITS_TABLE, clock: systemClock }),
      perMinute: Number(env.OPEN_REQUESTS_PER_MINUTE),
      logger,
    }),
    keys,
    clock: systemClock,
    newId: createNewId(systemClock, randomBytes),
  };
};
