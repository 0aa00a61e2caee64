import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type DynamoDBDocumentClient, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { ExponentialBackoff, handleType, retry } from 'cockatiel';
import { sdkErrorOf, storeErrorOf } from './dynamo-call.ts';
import { ConflictError, ThrottledError, type StoreError } from './store-errors.ts';

/** One put, update, delete or check of a transaction, as the document client takes it. */
export type TransactionWrite = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
export type TransactionPut = NonNullable<TransactionWrite['Put']>;
export type TransactionUpdate = NonNullable<TransactionWrite['Update']>;

export interface GuardedWrite {
  readonly write: TransactionWrite;
  /** What to throw when this write's condition does not hold; a plain conflict where it has none. */
  readonly otherwise?: (cause: unknown) => StoreError;
}

/** DynamoDB's limits of one transaction. */
const TRANSACTION_ITEMS = 100;
const TRANSACTION_BYTES = 4 * 1024 * 1024;

/** Eight attempts with decorrelated jitter wait at most about 4 s in all, far longer than any writer holds an item. */
const CONFLICT_ATTEMPTS = 8;

class LostRaceError extends Error {}
const racing = retry(handleType(LostRaceError), {
  maxAttempts: CONFLICT_ATTEMPTS - 1,
  backoff: new ExponentialBackoff({ initialDelay: 15, maxDelay: 1_000 }),
});

const refusalOf = (what: string, writes: readonly GuardedWrite[], error: unknown): unknown => {
  const cause = sdkErrorOf(error);
  if (!(cause instanceof TransactionCanceledException)) return storeErrorOf(what, error);
  const codes = cause.CancellationReasons?.map(reason => reason.Code) ?? [];
  const refused = codes.indexOf('ConditionalCheckFailed');
  if (refused >= 0) return writes[refused]?.otherwise?.(error) ?? new ConflictError(what, error);
  if (codes.includes('TransactionConflict')) return new LostRaceError(what, { cause: error });
  if (codes.some(code => code === 'ThrottlingError' || code === 'ProvisionedThroughputExceeded')) return new ThrottledError(what, error);
  return error;
};

/**
 * Writes all or nothing. A transaction that meets another one on the same item is tried again; a condition that does not
 * hold is thrown as the error its write names, the first one first.
 * @throws RangeError beyond DynamoDB's limits of items and bytes, before anything is sent
 */
export const transact = async (client: DynamoDBDocumentClient, what: string, writes: readonly GuardedWrite[]): Promise<void> => {
  const items = writes.map(({ write }) => write);
  if (items.length > TRANSACTION_ITEMS) throw new RangeError(`${what}: ${items.length} writes, a transaction takes ${TRANSACTION_ITEMS}`);
  const bytes = Buffer.byteLength(JSON.stringify(items));
  if (bytes > TRANSACTION_BYTES) throw new RangeError(`${what}: ${bytes} bytes, a transaction takes ${TRANSACTION_BYTES}`);
  try {
    await racing.execute(async () => {
      try {
        await client.send(new TransactWriteCommand({ TransactItems: items }));
      } catch (error) {
        throw refusalOf(what, writes, error);
      }
    });
  } catch (error) {
    throw error instanceof LostRaceError ? new ConflictError(what, error.cause) : error;
  }
};
