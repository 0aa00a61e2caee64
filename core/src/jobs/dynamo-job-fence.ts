import type { OwnerScope } from '../accounts/owner-scope.ts';
import type { DynamoStoreOptions } from '../platform/dynamo/dynamo-model.ts';
import type { GuardedWrite, TransactionWrite } from '../platform/dynamo/dynamo-transaction.ts';
import { StaleRunError } from '../platform/dynamo/store-errors.ts';
import { jobModel } from './dynamo-job-model.ts';
import type { JobRef } from './stage-message.ts';

type ConditionCheck = NonNullable<TransactionWrite['ConditionCheck']>;

/**
 * The part of a transaction that lets a run write only while it is the job's current one and has not ended: late work of
 * a cancelled or replaced run changes nothing.
 */
export const fenceOf = (
  { client, table }: Pick<DynamoStoreOptions, 'client' | 'table'>,
  scope: OwnerScope,
  { jobId, run }: Pick<JobRef, 'jobId' | 'run'>,
): GuardedWrite => {
  const { Key } = jobModel(client, table).get({ workspaceId: scope.workspaceId, jobId }).params<Pick<ConditionCheck, 'Key'>>();
  const check: ConditionCheck = {
    TableName: table,
    Key,
    ConditionExpression: '#run = :run AND #state IN (:queued, :running, :waiting)',
    ExpressionAttributeNames: { '#run': 'run', '#state': 'state' },
    ExpressionAttributeValues: { ':run': run, ':queued': 'queued', ':running': 'running', ':waiting': 'waiting' },
  };
  return { write: { ConditionCheck: check }, otherwise: cause => new StaleRunError(`run ${run} of job ${jobId}`, cause) };
};
