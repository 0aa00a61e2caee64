import { API_CLIENT } from '@cutaway/core/platform/dynamo/dynamo-client';
import type { CursorCodec } from '@cutaway/core/platform/dynamo/signed-cursor';
import { systemClock } from '@cutaway/core/platform/clock';
import { s3ObjectStore } from '@cutaway/core/platform/s3-object-store';
import { s3PresignedReads } from '@cutaway/core/platform/s3-presigned-reads';
import { secretsOwnedKeys } from '@cutaway/core/platform/secrets-owned-keys';
import { DynamoProjectStore } from '@cutaway/core/projects/dynamo-project-store';
import { DynamoTimelineStore } from '@cutaway/core/timeline/dynamo-timeline-store';
import { DynamoOwnImageStore } from '@cutaway/core/images/dynamo-own-image-store';
import type { OwnImageStore } from '@cutaway/core/images/own-image-store';
import { DynamoStoredImageStore } from '@cutaway/core/images/dynamo-stored-image-store';
import type { StoredImageStore } from '@cutaway/core/images/stored-image-store';
import type { MakeExportDeps } from '@cutaway/core/timeline/make-export';
import type { TimelineStore } from '@cutaway/core/timeline/timeline-store';
import { dynamoClient, s3Client, secretsClient } from '../http/aws.deps.ts';
import { listingStore } from '../http/stores.deps.ts';
import { readEnv } from './api.env.ts';

export type TimelineDeps = MakeExportDeps & {
  readonly timelines: TimelineStore;
  readonly images: StoredImageStore;
  readonly ownImages: OwnImageStore;
  readonly cursors: CursorCodec;
};

export const buildDeps = async (): Promise<TimelineDeps> => {
  const env = readEnv();
  const keys = secretsOwnedKeys(secretsClient(), env.OWNED_SECRET_NAME, systemClock);
  const store = await listingStore(dynamoClient(API_CLIENT), env.MAIN_TABLE, keys);
  const s3 = s3Client();
  return {
    projects: new DynamoProjectStore(store),
    timelines: new DynamoTimelineStore(store),
    images: new DynamoStoredImageStore(store),
    ownImages: new DynamoOwnImageStore(store),
    cursors: store.cursors,
    media: s3ObjectStore(s3, env.MEDIA_BUCKET),
    mediaReads: s3PresignedReads(s3, env.MEDIA_BUCKET),
    catalogue: s3ObjectStore(s3, env.CATALOGUE_BUCKET),
  };
};
