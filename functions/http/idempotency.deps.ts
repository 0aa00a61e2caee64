import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { IdempotencyAlreadyInProgressError, IdempotencyValidationError } from '@aws-lambda-powertools/idempotency';
import { AppError } from '@cutaway/core/errors/app-error';
import { TTL_ATTRIBUTE, TABLES } from '@cutaway/core/platform/dynamo/tables';
import type { Answer } from './answer.ts';
import { idempotencyClient } from './aws.deps.ts';
import type { Request } from './request.ts';

/** Answers the same request with the same `Idempotency-Key` as it was answered first, for a day. Without a key every call is new. */
export type IdempotentAnswers = <Body>(
  routeId: string,
  request: Request<unknown, unknown, unknown>,
  work: () => Promise<Answer<Body>>,
) => Promise<Answer<Body>>;

const DAY_SECONDS = 86_400;

const translated = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof IdempotencyValidationError) throw new AppError('IDEMPOTENCY_MISMATCH', { cause: error });
    if (error instanceof IdempotencyAlreadyInProgressError)
      throw new AppError('CONFLICT', { cause: error, detail: 'The first request with this key is still under way.', retryAfterSeconds: 1 });
    throw error;
  }
};

/** @param table of idempotency records; each key is bound to workspace and route, and the body that came with it */
export const idempotentAnswers = (table: string): IdempotentAnswers => {
  const persistenceStore = new DynamoDBPersistenceLayer({
    tableName: table,
    keyAttr: TABLES.idempotency.partitionKey,
    expiryAttr: TTL_ATTRIBUTE,
    awsSdkV3Client: idempotencyClient(),
  });
  return (routeId, request, work) => {
    if (request.idempotencyKey === undefined) return work();
    const config = new IdempotencyConfig({
      eventKeyJmesPath: 'key',
      payloadValidationJmesPath: 'body',
      expiresAfterSeconds: DAY_SECONDS,
      throwOnNoIdempotencyKey: true,
    });
    const idempotent = makeIdempotent((_call: object) => work(), { persistenceStore, config });
    const key = [request.scope.workspaceId, routeId, JSON.stringify(request.params), request.idempotencyKey].join('|');
    return translated(idempotent({ key, body: JSON.stringify(request.body) }));
  };
};
