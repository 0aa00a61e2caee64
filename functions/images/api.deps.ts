import { DynamoOwnImageStore } from '@cutaway/core/images/dynamo-own-image-store';
import type { OwnImageStore } from '@cutaway/core/images/own-image-store';
import { DynamoStoredImageStore } from '@cutaway/core/images/dynamo-stored-image-store';
import { DynamoTakedownStore } from '@cutaway/core/images/dynamo-takedown-store';
import type { StoredImageStore } from '@cutaway/core/images/stored-image-store';
import type { TakedownStore } from '@cutaway/core/images/takedown-store';
import { systemClock, type Clock } from '@cutaway/core/platform/clock';
import { API_CLIENT } from '@cutaway/core/platform/dynamo/dynamo-client';
import { workingStore } from '@cutaway/core/platform/dynamo/dynamo-working-store';
import { lambdaWake, type Wake } from '@cutaway/core/platform/lambda-wake';
import type { PresignedReads } from '@cutaway/core/platform/presigned-reads';
import { s3PresignedReads } from '@cutaway/core/platform/s3-presigned-reads';
import { dynamoClient, lambdaClient, s3Client } from '../http/aws.deps.ts';
import { readEnv } from './api.env.ts';

export interface ImagesApiDeps {
  readonly images: StoredImageStore;
  readonly ownImages: OwnImageStore;
  readonly takedowns: TakedownStore;
  readonly catalogueReads: PresignedReads;
  readonly mediaReads: PresignedReads;
  /** Has what was begun carried out. */
  readonly wakeUpkeep: Wake;
  readonly clock: Clock;
}

export const buildDeps = (): ImagesApiDeps => {
  const env = readEnv();
  const store = workingStore(dynamoClient(API_CLIENT), env.MAIN_TABLE);
  const s3 = s3Client();
  return {
    images: new DynamoStoredImageStore(store),
    ownImages: new DynamoOwnImageStore(store),
    takedowns: new DynamoTakedownStore(store),
    catalogueReads: s3PresignedReads(s3, env.CATALOGUE_BUCKET),
    mediaReads: s3PresignedReads(s3, env.MEDIA_BUCKET),
    wakeUpkeep: lambdaWake(lambdaClient(), env.UPKEEP_FUNCTION),
    clock: systemClock,
  };
};
