import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { mockClient } from 'aws-sdk-client-mock';
import { DynamoJobStore } from '../../../core/src/jobs/dynamo-job-store.ts';
import { createDynamoClient, API_CLIENT } from '../../../core/src/platform/dynamo/dynamo-client.ts';
import { workingStore } from '../../../core/src/platform/dynamo/dynamo-working-store.ts';
import { ConflictError } from '../../../core/src/platform/dynamo/store-errors.ts';
import { aJob, aScope } from '../../../core/src/testing/builders.ts';

describe('a job that cannot be stored because others are written all the time', () => {
  it('is a conflict, which may be tried again, and not a job that is missing', async () => {
    const dynamo = mockClient(DynamoDBDocumentClient);
    const CancellationReasons = [{ Code: 'None' }, { Code: 'None' }, { Code: 'TransactionConflict' }];
    dynamo.on(TransactWriteCommand).rejects(new TransactionCanceledException({ message: '', $metadata: {}, CancellationReasons }));
    dynamo.on(GetCommand).resolves({});
    const jobs = new DynamoJobStore({ ...workingStore(createDynamoClient(API_CLIENT), 'main'), concurrentJobs: 10 });
    await expect(jobs.create(aScope(), aJob())).rejects.toThrow(ConflictError);
  }, 20_000);
});
