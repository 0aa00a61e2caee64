import { GetCommand, paginateQuery, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { OwnerScope, ScopeClaims } from '../accounts/owner-scope.ts';
import { storeCall } from '../platform/dynamo/dynamo-call.ts';
import type { GuardedWrite } from '../platform/dynamo/dynamo-transaction.ts';
import { LimitReachedError } from '../platform/dynamo/store-errors.ts';
import type { ActiveJobsEverywhere } from './sweep-jobs.ts';

/**
 * A workspace's places for active jobs: one item with the set of their ids. A set, not a counter, so that taking or giving
 * back twice is the same as once, and an operator sees who holds them. It is never larger than the bound.
 */
interface Places {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

const keyOf = (workspaceId: string): { readonly pk: string; readonly sk: string } => ({
  pk: `workspace#${workspaceId}`,
  sk: 'running-jobs',
});

/** One short list of all workspaces that ever had a job: read by the sweep every few minutes, written when a job starts. */
const EVERYWHERE = 'running-jobs';

/** @param most jobs of the workspace that may be active at once */
export const takePlace = (places: Places, workspaceId: string, jobId: string, most: number): GuardedWrite => ({
  write: {
    Update: {
      TableName: places.table,
      Key: keyOf(workspaceId),
      UpdateExpression: 'SET gsi1pk = :list, gsi1sk = :workspace ADD jobIds :one',
      ConditionExpression: 'attribute_not_exists(jobIds) OR size(jobIds) < :most OR contains(jobIds, :id)',
      ExpressionAttributeValues: { ':one': new Set([jobId]), ':id': jobId, ':most': most, ':list': EVERYWHERE, ':workspace': workspaceId },
    },
  },
  otherwise: cause => new LimitReachedError('JOB_LIMIT', `place for job ${jobId}`, cause),
});

export const giveBackPlace = (places: Places, workspaceId: string, jobId: string): GuardedWrite => ({
  write: {
    Update: {
      TableName: places.table,
      Key: keyOf(workspaceId),
      UpdateExpression: 'DELETE jobIds :one',
      ExpressionAttributeValues: { ':one': new Set([jobId]) },
    },
  },
});

const Item = z.object({ jobIds: z.set(z.string()).default(new Set()) }).prefault({});

/** @returns ids of the jobs that hold a place, oldest first */
export const activeJobs = async (places: Places, workspaceId: string): Promise<readonly string[]> => {
  const { Item: item } = await storeCall(`get running jobs of ${workspaceId}`, () =>
    places.client.send(new GetCommand({ TableName: places.table, Key: keyOf(workspaceId), ConsistentRead: true })),
  );
  return [...Item.parse(item).jobIds].sort();
};

const Listed = z.object({ gsi1sk: ScopeClaims.shape.workspaceId, jobIds: z.set(z.string()).default(new Set()) });

/** Jobs that hold a place, of all workspaces. A job that started within the last second may be missing. */
export const dynamoActiveJobsEverywhere = (places: Places): ActiveJobsEverywhere => ({
  async *list() {
    const query = {
      TableName: places.table,
      IndexName: 'gsi1',
      KeyConditionExpression: 'gsi1pk = :list',
      ExpressionAttributeValues: { ':list': EVERYWHERE },
    };
    for await (const page of paginateQuery({ client: places.client }, query)) {
      for (const item of page.Items ?? []) {
        const { gsi1sk, jobIds } = Listed.parse(item);
        const scope = OwnerScope.fromMessage({ workspaceId: gsi1sk, principalId: 'sweep', role: 'admin' });
        for (const jobId of jobIds) yield { scope, jobId };
      }
    }
  },
});
