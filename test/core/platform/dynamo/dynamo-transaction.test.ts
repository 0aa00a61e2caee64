import { DynamoDBClient, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { transact, type GuardedWrite } from '../../../../core/src/platform/dynamo/dynamo-transaction.ts';
import { ConflictError, StaleRunError, ThrottledError } from '../../../../core/src/platform/dynamo/store-errors.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
const dynamo = mockClient(client);
const put = (id: string, otherwise?: GuardedWrite['otherwise']): GuardedWrite => ({
  write: { Put: { TableName: 't', Item: { pk: id } } },
  ...(otherwise !== undefined && { otherwise }),
});
const cancelled = (...codes: string[]): TransactionCanceledException =>
  new TransactionCanceledException({ $metadata: {}, message: 'cancelled', CancellationReasons: codes.map(Code => ({ Code })) });

describe('transact', () => {
  beforeEach(() => void dynamo.reset());

  it('tries again when it meets another transaction, and writes once', async () => {
    dynamo
      .on(TransactWriteCommand)
      .rejectsOnce(cancelled('TransactionConflict', 'None'))
      .rejectsOnce(cancelled('None', 'TransactionConflict'))
      .resolves({});
    await transact(client, 'test', [put('a'), put('b')]);
    expect(dynamo.commandCalls(TransactWriteCommand)).toHaveLength(3);
  });

  it('gives up as a conflict when the other never ends', async () => {
    dynamo.on(TransactWriteCommand).rejects(cancelled('TransactionConflict'));
    await expect(transact(client, 'test', [put('a')])).rejects.toThrow(ConflictError);
    expect(dynamo.commandCalls(TransactWriteCommand)).toHaveLength(8);
  }, 20_000);

  it('throws what the refused write names, the first one first, and does not try again', async () => {
    dynamo.on(TransactWriteCommand).rejects(cancelled('TransactionConflict', 'ConditionalCheckFailed', 'ConditionalCheckFailed'));
    const stale = new StaleRunError('run 1');
    await expect(transact(client, 'test', [put('a'), put('b', () => stale), put('c')])).rejects.toBe(stale);
    expect(dynamo.commandCalls(TransactWriteCommand)).toHaveLength(1);
  });

  it('a refused write that names nothing is a conflict', async () => {
    dynamo.on(TransactWriteCommand).rejects(cancelled('ConditionalCheckFailed'));
    await expect(transact(client, 'test', [put('a')])).rejects.toThrow(ConflictError);
  });

  it('a throttled item is a throttle', async () => {
    dynamo.on(TransactWriteCommand).rejects(cancelled('None', 'ThrottlingError'));
    await expect(transact(client, 'test', [put('a'), put('b')])).rejects.toThrow(ThrottledError);
  });

  it.each([
    ['items', Array.from({ length: 101 }, (_, count) => put(String(count)))],
    ['bytes', Array.from({ length: 11 }, () => put('x'.repeat(390_000)))],
  ])('refuses more %s than DynamoDB takes, before it sends any', async (_, writes) => {
    await expect(transact(client, 'test', writes)).rejects.toThrow(RangeError);
    expect(dynamo.calls()).toHaveLength(0);
  });
});
