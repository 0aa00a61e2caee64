import { authorize, type AuthorizeDeps, type Caller } from '@cutaway/core/accounts/authorize';
import { DynamoCredentialLookup } from '@cutaway/core/accounts/dynamo-credential-lookup';
import { accessTokenVerifier } from '@cutaway/core/accounts/verify-access-token';
import { LogEvent } from '@cutaway/core/observability/events';
import { systemClock } from '@cutaway/core/platform/clock';
import { API_CLIENT } from '@cutaway/core/platform/dynamo/dynamo-client';
import { secretsOwnedKeys } from '@cutaway/core/platform/secrets-owned-keys';
import type { APIGatewayRequestAuthorizerEventV2, APIGatewaySimpleAuthorizerWithContextResult } from 'aws-lambda';
import { dynamoClient, once, secretsClient } from '../http/aws.deps.ts';
import { logger } from '../http/process-logger.ts';
import { readEnv } from './authorizer.env.ts';

const deps = once((): AuthorizeDeps => {
  const env = readEnv();
  return {
    lookup: new DynamoCredentialLookup({ client: dynamoClient(API_CLIENT), table: env.MAIN_TABLE }),
    verifyAccessToken: accessTokenVerifier({ issuer: env.TOKEN_ISSUER, jwksUrl: env.JWKS_URL, clientId: env.USER_POOL_CLIENT_ID }),
    keys: secretsOwnedKeys(secretsClient(), env.OWNED_SECRET_NAME, systemClock),
    clock: systemClock,
  };
});

/**
 * Always lets the call through, and vouches for nobody it does not know: without claims no handler can make a scope, and
 * the caller gets the documented error of every other refusal, where the gateway's own would be a bare 403.
 */
export const handler = async (
  event: APIGatewayRequestAuthorizerEventV2,
): Promise<APIGatewaySimpleAuthorizerWithContextResult<Caller | Record<string, never>>> => {
  const caller = await authorize(await deps(), event.headers?.['authorization'] ?? '');
  const { requestId } = event.requestContext;
  logger.info(caller === null ? LogEvent.denied : LogEvent.authorized, { requestId, workspaceId: caller?.workspaceId });
  return { isAuthorized: true, context: caller ?? {} };
};
