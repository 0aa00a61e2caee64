import type { S3Client } from '@aws-sdk/client-s3';
import { DynamoJobStore } from '@cutaway/core/jobs/dynamo-job-store';
import type { StageDeps } from '@cutaway/core/jobs/stage-run';
import { systemClock } from '@cutaway/core/platform/clock';
import { BACKGROUND_CLIENT } from '@cutaway/core/platform/dynamo/dynamo-client';
import type { DynamoStoreOptions } from '@cutaway/core/platform/dynamo/dynamo-model';
import { LIMITS } from '@cutaway/core/platform/limits';
import { s3ObjectStore } from '@cutaway/core/platform/s3-object-store';
import { DynamoProjectStore } from '@cutaway/core/projects/dynamo-project-store';
import type { SaveResultDeps } from '@cutaway/core/projects/save-result';
import { dynamoClient, s3Client } from '../http/aws.deps.ts';
import { logger } from '../http/process-logger.ts';
import { workingStore } from '@cutaway/core/platform/dynamo/dynamo-working-store';

export interface BuiltStage {
  readonly stage: StageDeps & SaveResultDeps;
  readonly store: DynamoStoreOptions;
  readonly s3: S3Client;
}

/** What every stage's Lambda is made with, and the clients for what it needs beside. */
export const stageDeps = (env: { readonly MAIN_TABLE: string; readonly MEDIA_BUCKET: string }): BuiltStage => {
  const store = workingStore(dynamoClient(BACKGROUND_CLIENT), env.MAIN_TABLE);
  const s3 = s3Client();
  return {
    store,
    s3,
    stage: {
      jobs: new DynamoJobStore({ ...store, concurrentJobs: LIMITS.concurrentJobs.value }),
      projects: new DynamoProjectStore(store),
      media: s3ObjectStore(s3, env.MEDIA_BUCKET),
      clock: systemClock,
      logger,
    },
  };
};
