import { randomBytes } from 'node:crypto';
import type { CorrectEntityDeps } from '@cutaway/core/entities/correct-entity';
import type { KeepGlossaryDeps } from '@cutaway/core/entities/keep-glossary';
import { createDynamoEntityStore } from '@cutaway/core/entities/dynamo-entity-store';
import { DynamoGlossaryStore } from '@cutaway/core/entities/dynamo-glossary-store';
import { DynamoOwnImageStore } from '@cutaway/core/images/dynamo-own-image-store';
import { DynamoJobStore } from '@cutaway/core/jobs/dynamo-job-store';
import { sfnExecutions } from '@cutaway/core/jobs/sfn-executions';
import { systemClock } from '@cutaway/core/platform/clock';
import { API_CLIENT } from '@cutaway/core/platform/dynamo/dynamo-client';
import { createNewId } from '@cutaway/core/platform/ids';
import { secretsOwnedKeys } from '@cutaway/core/platform/secrets-owned-keys';
import { DynamoProjectStore } from '@cutaway/core/projects/dynamo-project-store';
import { dynamoClient, secretsClient, sfnClient } from '../http/aws.deps.ts';
import { listingStore } from '../http/stores.deps.ts';
import { readEnv } from './api.env.ts';

export const buildDeps = async (): Promise<CorrectEntityDeps & KeepGlossaryDeps> => {
  const env = readEnv();
  const keys = secretsOwnedKeys(secretsClient(), env.OWNED_SECRET_NAME, systemClock);
  const store = await listingStore(dynamoClient(API_CLIENT), env.MAIN_TABLE, keys);
  return {
    entities: createDynamoEntityStore(store),
    glossary: new DynamoGlossaryStore(store),
    ownImages: new DynamoOwnImageStore(store),
    jobs: new DynamoJobStore({ ...store, concurrentJobs: Number(env.CONCURRENT_JOBS) }),
    projects: new DynamoProjectStore(store),
    executions: sfnExecutions(sfnClient(), env.STATE_MACHINE_ARN),
    clock: systemClock,
    newId: createNewId(systemClock, randomBytes),
  };
};
