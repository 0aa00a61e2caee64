import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SFNClient } from '@aws-sdk/client-sfn';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDynamoClient, type DynamoClientOptions } from '@cutaway/core/platform/dynamo/dynamo-client';
import { faultPoints } from '@cutaway/core/platform/fault-points';
import type { Pluggable } from '@smithy/types';
import { readHouseEnv } from './house.env.ts';

const REQUEST_HANDLER = {
  connectionTimeout: 1_000,
  requestTimeout: 10_000,
  throwOnRequestTimeout: true,
  httpAgent: { keepAlive: true, maxSockets: 16 },
  httpsAgent: { keepAlive: true, maxSockets: 16 },
} as const;

interface WithMiddleware<Input extends object, Output extends object> {
  readonly middlewareStack: { use(plugin: Pluggable<Input, Output>): void };
}

const drillable = <Input extends object, Output extends object, Client extends WithMiddleware<Input, Output>>(
  client: Client & WithMiddleware<Input, Output>,
): Client => {
  const { CUTAWAY_FAULTS, POWERTOOLS_SERVICE_NAME } = readHouseEnv();
  client.middlewareStack.use(faultPoints(CUTAWAY_FAULTS, POWERTOOLS_SERVICE_NAME));
  return client;
};

/** One client of each kind per process; connections are kept alive and bounded. */
export const dynamoClient = (options: DynamoClientOptions): DynamoDBDocumentClient => drillable(createDynamoClient(options));
/** The idempotency layer of Powertools wants a client without documents. */
export const idempotencyClient = (): DynamoDBClient => drillable(new DynamoDBClient({ requestHandler: REQUEST_HANDLER }));
/** Path style: bucket names in host names do not resolve on every endpoint. */
export const s3Client = (): S3Client => drillable(new S3Client({ forcePathStyle: true, requestHandler: REQUEST_HANDLER }));
export const secretsClient = (): SecretsManagerClient => drillable(new SecretsManagerClient({ requestHandler: REQUEST_HANDLER }));
export const lambdaClient = (): LambdaClient => drillable(new LambdaClient({ requestHandler: REQUEST_HANDLER }));
export const sfnClient = (): SFNClient => drillable(new SFNClient({ requestHandler: REQUEST_HANDLER }));
export const sqsClient = (): SQSClient => drillable(new SQSClient({ requestHandler: REQUEST_HANDLER }));
export const cognitoClient = (): CognitoIdentityProviderClient =>
  drillable(new CognitoIdentityProviderClient({ requestHandler: REQUEST_HANDLER }));

/** Builds what a handler needs at its first call and keeps it; a failed start is tried again at the next call. */
export const once = <T>(build: () => Promise<T> | T): (() => Promise<T>) => {
  let built: Promise<T> | undefined;
  return () => {
    built ??= Promise.resolve()
      .then(build)
      .catch((error: unknown) => {
        built = undefined;
        throw error;
      });
    return built;
  };
};
