import { authorize, type AuthorizeDeps, type Caller } from '@cutaway/core/accounts/authorize';
import { DynamoCredentialLookup } from '@cutaway/core/accounts/dynamo-credential-lookup';
import { accessTokenVerifier } from '@cutaway/core/accounts/verify-access-token';
import type { ErrorCode } from '@cutaway/core/errors/catalogue';
import { LogEvent } from '@cutaway/core/observability/events';
import { systemClock } from '@cutaway/core/platform/clock';
import { API_CLIENT } from '@cutaway/core/platform/dynamo/dynamo-client';
import { DynamoRateLimiter } from '@cutaway/core/platform/dynamo-rate-limiter';
import { allowance, type Allowance } from '@cutaway/core/platform/rate-limiter';
import { secretsOwnedKeys } from '@cutaway/core/platform/secrets-owned-keys';
import type { APIGatewayRequestAuthorizerEventV2, APIGatewaySimpleAuthorizerWithContextResult } from 'aws-lambda';
import { publicError } from '../http/answer.ts';
import { dynamoClient, once, secretsClient } from '../http/aws.deps.ts';
import { logger } from '../http/process-logger.ts';
import { readEnv } from './authorizer.env.ts';

const deps = once((): AuthorizeDeps & { readonly allowance: Allowance } => {
  const env = readEnv();
  const client = dynamoClient(API_CLIENT);
  return {
    lookup: new DynamoCredentialLookup({ client, table: env.MAIN_TABLE }),
    verifyAccessToken: accessTokenVerifier({ issuer: env.TOKEN_ISSUER, jwksUrl: env.JWKS_URL, clientId: env.USER_POOL_CLIENT_ID }),
    keys: secretsOwnedKeys(secretsClient(), env.OWNED_SECRET_NAME, systemClock),
    clock: systemClock,
    allowance: allowance({
      limiter: new DynamoRateLimiter({ client, table: env.LIMITS_TABLE, clock: systemClock }),
      perMinute: Number(env.REQUESTS_PER_MINUTE),
      logger,
    }),
  };
});

/** What handlers are told: who calls and how long they have to wait, nothing for nobody, or that it could not be found out. */
type Context = (Caller & { readonly retryAfterSeconds: number }) | { readonly failure: ErrorCode } | Record<string, never>;

/**
 * Always lets the call through, and vouches for nobody it does not know: without claims no handler can make a scope, and
 * the caller gets the documented error of every other refusal, where the gateway's own would be a bare 403 or 500.
 */
export const handler = async (event: APIGatewayRequestAuthorizerEventV2): Promise<APIGatewaySimpleAuthorizerWithContextResult<Context>> => {
  const { requestId } = event.requestContext;
  try {
    const made = await deps();
    const caller = await authorize(made, event.headers?.['authorization'] ?? '');
    logger.info(caller === null ? LogEvent.denied : LogEvent.authorized, { requestId, workspaceId: caller?.workspaceId });
    if (caller === null) return { isAuthorized: true, context: {} };
    return { isAuthorized: true, context: { ...caller, retryAfterSeconds: await made.allowance(`caller#${caller.principalId}`) } };
  } catch (error) {
    logger.error(LogEvent.unexpected, { requestId, detail: 'the caller could not be vouched for' }, error);
    return { isAuthorized: true, context: { failure: publicError(error).code } };
  }
};
