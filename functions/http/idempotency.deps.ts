import {
  IdempotencyAlreadyInProgressError,
  IdempotencyConfig,
  IdempotencyValidationError,
  makeIdempotent,
} from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { AppError } from '@cutaway/core/errors/app-error';
import { claimId } from '@cutaway/core/platform/dynamo-id-claims';
import { TTL_ATTRIBUTE, TABLES } from '@cutaway/core/platform/dynamo/tables';
import { sha256Hex } from '@cutaway/core/platform/digest';
import type { Clock } from '@cutaway/core/platform/clock';
import type { IdPrefix, NewId } from '@cutaway/core/platform/ids';
import type { Answer } from './answer.ts';
import { idempotencyClient } from './aws.deps.ts';
import type { Request } from './request.ts';

/**
 * Answers the same request with the same `Idempotency-Key` as it was answered first, for a day. Without a key every call is new.
 * @param work makes one thing with the id it is given: the same for each attempt, so that one that was killed halfway is
 * finished by the next instead of being done twice
 */
export type IdempotentAnswers = <Body>(
  routeId: string,
  request: Request<unknown, unknown, unknown>,
  prefix: IdPrefix,
  work: (newId: NewId) => Promise<Answer<Body>>,
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

export interface IdempotencyOptions {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly newId: NewId;
  readonly clock: Clock;
}

/** Each key is bound to workspace and route, and to the body that came with it. Of these only hashes are stored. */
export const idempotentAnswers = ({ client, table, newId, clock }: IdempotencyOptions): IdempotentAnswers => {
  const persistenceStore = new DynamoDBPersistenceLayer({
    tableName: table,
    keyAttr: TABLES.idempotency.partitionKey,
    expiryAttr: TTL_ATTRIBUTE,
    awsSdkV3Client: idempotencyClient(),
  });
  return (routeId, request, prefix, work) => {
    if (request.idempotencyKey === undefined) return work(newId);
    const config = new IdempotencyConfig({
      eventKeyJmesPath: 'key',
      payloadValidationJmesPath: 'body',
      expiresAfterSeconds: DAY_SECONDS,
      throwOnNoIdempotencyKey: true,
      hashFunction: 'sha256',
    });
    // Says how long an attempt may be under way; a later one takes over from one that was killed.
    config.registerLambdaContext(request.lambda);
    const key = [request.scope.workspaceId, routeId, JSON.stringify(request.params), request.idempotencyKey].join('|');
    const attempt = async (_call: object): Promise<Awaited<ReturnType<typeof work>>> => {
      const claim = { key: `claim#${sha256Hex(key)}`, id: newId(prefix), lifeSeconds: DAY_SECONDS };
      const claimed = await claimId({ client, table, clock }, claim);
      return work(() => claimed);
    };
    return translated(makeIdempotent(attempt, { persistenceStore, config })({ key, body: JSON.stringify(request.body) }));
  };
};
