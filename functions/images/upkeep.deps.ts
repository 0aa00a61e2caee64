import { createDynamoImageUseStore } from '@cutaway/core/images/dynamo-image-use-store';
import { DynamoOwnImageStore } from '@cutaway/core/images/dynamo-own-image-store';
import { DynamoStoredImageStore } from '@cutaway/core/images/dynamo-stored-image-store';
import { DynamoTakedownStore } from '@cutaway/core/images/dynamo-takedown-store';
import { DynamoUseReportStore } from '@cutaway/core/images/dynamo-use-report-store';
import type { KeepUpDeps } from '@cutaway/core/images/upkeep/keep-up';
import { systemClock } from '@cutaway/core/platform/clock';
import { BACKGROUND_CLIENT } from '@cutaway/core/platform/dynamo/dynamo-client';
import { workingStore } from '@cutaway/core/platform/dynamo/dynamo-working-store';
import { s3ObjectStore } from '@cutaway/core/platform/s3-object-store';
import { DynamoProjectStore } from '@cutaway/core/projects/dynamo-project-store';
import { dropPicture } from '@cutaway/core/timeline/drop-picture';
import { DynamoTimelineStore } from '@cutaway/core/timeline/dynamo-timeline-store';
import { dynamoClient, s3Client } from '../http/aws.deps.ts';
import { logger } from '../http/process-logger.ts';
import { buildProviders } from './providers.deps.ts';
import { readEnv } from './upkeep.env.ts';

export const buildDeps = (): KeepUpDeps => {
  const env = readEnv();
  const store = workingStore(dynamoClient(BACKGROUND_CLIENT), env.MAIN_TABLE);
  const s3 = s3Client();
  const { providers, cache } = buildProviders(env);
  const projects = new DynamoProjectStore(store);
  const timelines = new DynamoTimelineStore(store);
  const media = s3ObjectStore(s3, env.MEDIA_BUCKET);
  return {
    images: new DynamoStoredImageStore(store),
    ownImages: new DynamoOwnImageStore(store),
    imageUses: createDynamoImageUseStore(store),
    takedowns: new DynamoTakedownStore(store),
    reports: new DynamoUseReportStore(store),
    objects: s3ObjectStore(s3, env.CATALOGUE_BUCKET),
    media,
    providers,
    cache,
    dropPicture: (project, imageId) => dropPicture({ projects, timelines, media, clock: systemClock }, project, imageId),
    clock: systemClock,
    logger,
  };
};
