import { API_CLIENT } from '@cutaway/core/platform/dynamo/dynamo-client';
import { s3ObjectStore } from '@cutaway/core/platform/s3-object-store';
import { s3PresignedReads } from '@cutaway/core/platform/s3-presigned-reads';
import { DynamoProjectStore } from '@cutaway/core/projects/dynamo-project-store';
import { DynamoTimelineStore } from '@cutaway/core/timeline/dynamo-timeline-store';
import { DynamoStoredImageStore } from '@cutaway/core/images/dynamo-stored-image-store';
import type { StoredImageStore } from '@cutaway/core/images/stored-image-store';
import type { MakeExportDeps } from '@cutaway/core/timeline/make-export';
import type { TimelineStore } from '@cutaway/core/timeline/timeline-store';
import { dynamoClient, s3Client } from '../http/aws.deps.ts';
import { workingStore } from '@cutaway/core/platform/dynamo/dynamo-working-store';
import { readEnv } from './api.env.ts';

export const buildDeps = (): MakeExportDeps & { readonly timelines: TimelineStore; readonly images: StoredImageStore } => {
  const env = readEnv();
  const store = workingStore(dynamoClient(API_CLIENT), env.MAIN_TABLE);
  const s3 = s3Client();
  return {
    projects: new DynamoProjectStore(store),
    timelines: new DynamoTimelineStore(store),
    images: new DynamoStoredImageStore(store),
    media: s3ObjectStore(s3, env.MEDIA_BUCKET),
    mediaReads: s3PresignedReads(s3, env.MEDIA_BUCKET),
    catalogue: s3ObjectStore(s3, env.CATALOGUE_BUCKET),
  };
};
