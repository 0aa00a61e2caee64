import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  LimitExceededException,
  ProvisionedThroughputExceededException,
  RequestLimitExceeded,
  ThrottlingException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import { ConflictError, StoreError, ThrottledError, UnavailableError } from './store-errors.ts';

const THROTTLES = [ProvisionedThroughputExceededException, RequestLimitExceeded, ThrottlingException, LimitExceededException];
const CONFLICTS = [ConditionalCheckFailedException, TransactionConflictException];

/** ElectroDB wraps what the SDK threw; the chain is never longer than this. */
const DEEPEST_CAUSE = 5;

/** @returns the SDK's own error inside `error`, or null where the SDK had no part in it */
export const sdkErrorOf = (error: unknown): Error | null => {
  let current = error;
  for (let depth = 0; depth < DEEPEST_CAUSE && current instanceof Error; depth += 1, current = current.cause) {
    // The SDK marks every failed call with `$metadata`, time-outs and refused connections included.
    if (current instanceof DynamoDBServiceException || '$metadata' in current) return current;
  }
  return null;
};

const isOneOf = (error: Error, classes: readonly (abstract new (...parts: never[]) => Error)[]): boolean =>
  classes.some(one => error instanceof one);

/**
 * @param what names the attempt for the operator's log, without user data
 * @returns a store error where the database is the reason; a request it calls wrong is a defect of ours and stays as it is
 */
export const storeErrorOf = (what: string, error: unknown): unknown => {
  const cause = sdkErrorOf(error);
  if (error instanceof StoreError || cause === null) return error;
  if (isOneOf(cause, CONFLICTS)) return new ConflictError(what, error);
  if (isOneOf(cause, THROTTLES)) return new ThrottledError(what, error);
  if (cause instanceof DynamoDBServiceException && cause.$fault === 'client') return error;
  return new UnavailableError(what, error);
};

/** Runs a database call so that whatever it throws is a store error or a defect. */
export const storeCall = async <T>(what: string, call: () => Promise<T>): Promise<T> => {
  try {
    return await call();
  } catch (error) {
    throw storeErrorOf(what, error);
  }
};
