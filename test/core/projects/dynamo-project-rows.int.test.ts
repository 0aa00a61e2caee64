import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { applyJobEvent } from '../../../core/src/jobs/apply-job-event.ts';
import { aJob, anEmphasisRow, aScope, START_MS } from '../../../core/src/testing/builders.ts';
import { startRun } from '../../../core/src/testing/start-run.ts';
import { createDynamoStores } from '../../support/dynamo-stores.ts';
import { TEST_TABLES, useEmulator } from '../../support/emulator.ts';

const emulator = useEmulator();

const rows = (count: number) => Array.from({ length: count }, (_, place) => anEmphasisRow({ wordId: `w${place}` }));

/** Everything in the project's partition that is a row, whichever set it belongs to. */
const rowsIn = async (client: DynamoDBDocumentClient, workspaceId: string, projectId: string): Promise<number> => {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: TEST_TABLES.main,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :kind)',
      ExpressionAttributeValues: { ':pk': `workspace#${workspaceId}#project#${projectId}`, ':kind': 'emphasis#' },
    }),
  );
  return Items.length;
};

/** The process dies as it is about to send such a call. */
const dyingAt = (call: string): ReturnType<typeof createDynamoStores> => {
  const { client } = emulator();
  const dying = Object.assign(Object.create(client) as DynamoDBDocumentClient, {
    send: ((command: { readonly constructor: { readonly name: string } }, ...rest: never[]) => {
      if (command.constructor.name === call) throw new Error('killed');
      return client.send(command as never, ...rest);
    }) as DynamoDBDocumentClient['send'],
  });
  return createDynamoStores({ client: dying });
};

describe('rows that a killed process left', () => {
  it.each(['TransactWriteCommand', 'QueryCommand'])('before %s go with the next rows of the job', async call => {
    const stores = createDynamoStores(emulator());
    const scope = aScope();
    const { run } = await startRun(stores, scope);
    await stores.emphasis.replace(scope, run, rows(2));
    await expect(dyingAt(call).emphasis.replace(scope, run, rows(30))).rejects.toThrow('killed');
    const clock = () => START_MS;
    for (const type of ['cancelled', 'retried'] as const) await applyJobEvent({ jobs: stores.jobs, clock }, scope, run.jobId, { type });
    await stores.emphasis.replace(scope, { ...run, run: 2 }, rows(5));
    expect(await rowsIn(emulator().client, scope.workspaceId, run.projectId)).toBe(5);
  });

  it('of an earlier job go with the rows of a later one, and a later job’s rows are left alone', async () => {
    const stores = createDynamoStores(emulator());
    const scope = aScope();
    const { run } = await startRun(stores, scope);
    const later = aJob({ projectId: run.projectId });
    await stores.jobs.create(scope, later);
    await expect(dyingAt('TransactWriteCommand').emphasis.replace(scope, { ...run, jobId: later.id }, rows(4))).rejects.toThrow('killed');
    await stores.emphasis.replace(scope, run, rows(3));
    expect(await rowsIn(emulator().client, scope.workspaceId, run.projectId)).toBe(7);
    await stores.emphasis.replace(scope, { ...run, jobId: later.id }, rows(4));
    expect(await rowsIn(emulator().client, scope.workspaceId, run.projectId)).toBe(4);
  });
});
