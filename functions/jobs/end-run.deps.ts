import { DynamoJobStore } from '@cutaway/core/jobs/dynamo-job-store';
import type { EndRunDeps } from '@cutaway/core/jobs/end-run';
import { systemClock } from '@cutaway/core/platform/clock';
import { BACKGROUND_CLIENT } from '@cutaway/core/platform/dynamo/dynamo-client';
import { LIMITS } from '@cutaway/core/platform/limits';
import { dynamoClient } from '../http/aws.deps.ts';
import { logger } from '../http/process-logger.ts';
import { workingStore } from '@cutaway/core/platform/dynamo/dynamo-working-store';

/** @param table `main` */
export const endRunDeps = (table: string): EndRunDeps => ({
  jobs: new DynamoJobStore({ ...workingStore(dynamoClient(BACKGROUND_CLIENT), table), concurrentJobs: LIMITS.concurrentJobs.value }),
  clock: systemClock,
  logger,
});
