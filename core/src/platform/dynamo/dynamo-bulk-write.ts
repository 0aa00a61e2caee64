import { BatchWriteCommand, type BatchWriteCommandInput, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ExponentialBackoff, handleWhenResult, retry } from 'cockatiel';
import { storeCall } from './dynamo-call.ts';
import { ThrottledError } from './store-errors.ts';

export type BulkWrite = NonNullable<BatchWriteCommandInput['RequestItems']>[string][number];

/** Most writes DynamoDB takes in one BatchWriteItem. */
const CHUNK = 25;
/** Ten attempts from 50 ms up to 5 s wait about 20 s in all: a table that has just begun to scale has caught up by then. */
const ATTEMPTS = 10;

const unprocessedLeft = (left: unknown): boolean => typeof left === 'number' && left > 0;

/**
 * Writes many independent items of one table, 25 at a time and in order. What DynamoDB gives back unprocessed is sent
 * again with growing pauses. It is no transaction: after an error some are written, and writing them all again is safe.
 */
export const bulkWrite = async (
  client: DynamoDBDocumentClient,
  table: string,
  what: string,
  writes: readonly BulkWrite[],
  pause: { readonly initialDelay: number; readonly maxDelay: number } = { initialDelay: 50, maxDelay: 5_000 },
): Promise<void> => {
  const untilProcessed = retry(handleWhenResult(unprocessedLeft), { maxAttempts: ATTEMPTS - 1, backoff: new ExponentialBackoff(pause) });
  for (let start = 0; start < writes.length; start += CHUNK) {
    let pending = writes.slice(start, start + CHUNK);
    const left = await untilProcessed.execute(() =>
      storeCall(what, async () => {
        const answer = await client.send(new BatchWriteCommand({ RequestItems: { [table]: pending } }));
        pending = answer.UnprocessedItems?.[table] ?? [];
        return pending.length;
      }),
    );
    if (left > 0) throw new ThrottledError(`${what}: ${left} of ${writes.length} writes stayed unprocessed after ${ATTEMPTS} attempts`);
  }
};
