import { DynamoDBClient, ThrottlingException } from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { bulkWrite, type BulkWrite } from '../../../../core/src/platform/dynamo/dynamo-bulk-write.ts';
import { ThrottledError } from '../../../../core/src/platform/dynamo/store-errors.ts';

const client = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
const dynamo = mockClient(client);
const writes = (count: number): BulkWrite[] => Array.from({ length: count }, (_, id) => ({ PutRequest: { Item: { pk: String(id) } } }));
const NO_PAUSE = { initialDelay: 1, maxDelay: 1 };
const sent = () => dynamo.commandCalls(BatchWriteCommand).map(call => call.args[0].input.RequestItems?.['t'] ?? []);

describe('bulkWrite', () => {
  beforeEach(() => void dynamo.reset());

  it('writes everything, 25 at a time', async () => {
    dynamo.on(BatchWriteCommand).resolves({});
    await bulkWrite(client, 't', 'test', writes(60), NO_PAUSE);
    expect(sent().map(chunk => chunk.length)).toEqual([25, 25, 10]);
    expect(sent().flat()).toEqual(writes(60));
  });

  it('sends again exactly what stayed unprocessed', async () => {
    const [left] = writes(1);
    dynamo
      .on(BatchWriteCommand)
      .resolvesOnce({ UnprocessedItems: { t: [left!] } })
      .resolves({});
    await bulkWrite(client, 't', 'test', writes(26), NO_PAUSE);
    expect(sent()).toEqual([writes(25), [left], writes(26).slice(25)]);
  });

  it('says so when items stay unprocessed to the end', async () => {
    dynamo.on(BatchWriteCommand).resolves({ UnprocessedItems: { t: writes(3) } });
    await expect(bulkWrite(client, 't', 'test', writes(5), NO_PAUSE)).rejects.toThrow(ThrottledError);
    expect(sent()).toHaveLength(10);
  });

  it('a refused call is a store error', async () => {
    dynamo.on(BatchWriteCommand).rejects(new ThrottlingException({ $metadata: {}, message: 'slow down' }));
    await expect(bulkWrite(client, 't', 'test', writes(1), NO_PAUSE)).rejects.toThrow(ThrottledError);
  });

  it('nothing to write sends nothing', async () => {
    await bulkWrite(client, 't', 'test', [], NO_PAUSE);
    expect(dynamo.calls()).toHaveLength(0);
  });
});
