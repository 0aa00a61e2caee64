import { randomBytes } from 'node:crypto';
import { DynamoJobStore } from '@cutaway/core/jobs/dynamo-job-store';
import { sfnExecutions } from '@cutaway/core/jobs/sfn-executions';
import type { RequestJobDeps } from '@cutaway/core/jobs/request-job';
import { systemClock } from '@cutaway/core/platform/clock';
import { API_CLIENT } from '@cutaway/core/platform/dynamo/dynamo-client';
import { createNewId } from '@cutaway/core/platform/ids';
import { secretsOwnedKeys } from '@cutaway/core/platform/secrets-owned-keys';
import { DynamoProjectStore } from '@cutaway/core/projects/dynamo-project-store';
import { dynamoClient, secretsClient, sfnClient } from '../http/aws.deps.ts';
import { idempotentAnswers, type IdempotentAnswers } from '../http/idempotency.deps.ts';
import { listingStore } from '../http/stores.deps.ts';
import { readEnv } from './api.env.ts';

export const buildDeps = async (): Promise<RequestJobDeps & { readonly idempotent: IdempotentAnswers }> => {
  const env = readEnv();
  const client = dynamoClient(API_CLIENT);
  const newId = createNewId(systemClock, randomBytes);
  const store = await listingStore(client, env.MAIN_TABLE, secretsOwnedKeys(secretsClient(), env.OWNED_SECRET_NAME, systemClock));
  return {
    jobs: new DynamoJobStore({ ...store, concurrentJobs: Number(env.CONCURRENT_JOBS) }),
    projects: new DynamoProjectStore(store),
    executions: sfnExecutions(sfnClient(), env.STATE_MACHINE_ARN),
    idempotent: idempotentAnswers({ client, table: env.IDEMPOTENCY_TABLE, newId, clock: systemClock }),
    clock: systemClock,
    newId,
  };
};
