import { DynamoJobStore } from '@cutaway/core/jobs/dynamo-job-store';
import { dynamoActiveJobsEverywhere } from '@cutaway/core/jobs/dynamo-running-jobs';
import { sfnExecutions } from '@cutaway/core/jobs/sfn-executions';
import type { SweepJobsDeps } from '@cutaway/core/jobs/sweep-jobs';
import { systemClock } from '@cutaway/core/platform/clock';
import { BACKGROUND_CLIENT } from '@cutaway/core/platform/dynamo/dynamo-client';
import { LIMITS } from '@cutaway/core/platform/limits';
import { DynamoProjectStore } from '@cutaway/core/projects/dynamo-project-store';
import { dynamoClient, sfnClient } from '../http/aws.deps.ts';
import { logger } from '../http/process-logger.ts';
import { workingStore } from '@cutaway/core/platform/dynamo/dynamo-working-store';
import { readEnv } from './sweeper.env.ts';

export const buildDeps = (): SweepJobsDeps => {
  const env = readEnv();
  const store = workingStore(dynamoClient(BACKGROUND_CLIENT), env.MAIN_TABLE);
  return {
    jobs: new DynamoJobStore({ ...store, concurrentJobs: LIMITS.concurrentJobs.value }),
    projects: new DynamoProjectStore(store),
    executions: sfnExecutions(sfnClient(), env.STATE_MACHINE_ARN),
    active: dynamoActiveJobsEverywhere(store),
    clock: systemClock,
    logger,
  };
};
