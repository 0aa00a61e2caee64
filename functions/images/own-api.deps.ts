import { DynamoGlossaryStore } from '@cutaway/core/entities/dynamo-glossary-store';
import { createPictureProcessor } from '@cutaway/core/images/acquire/picture-processor';
import { DynamoOwnImageStore } from '@cutaway/core/images/dynamo-own-image-store';
import { OWN_PICTURES, type AddOwnImageDeps } from '@cutaway/core/images/own/add-own-image';
import type { OwnUploads } from '@cutaway/core/images/own/own-uploads';
import type { BeginRemovalDeps } from '@cutaway/core/images/own/remove-own-image';
import { s3OwnUploads } from '@cutaway/core/images/own/s3-own-uploads';
import { systemClock } from '@cutaway/core/platform/clock';
import { API_CLIENT } from '@cutaway/core/platform/dynamo/dynamo-client';
import { lambdaWake, type Wake } from '@cutaway/core/platform/lambda-wake';
import { s3ObjectStore } from '@cutaway/core/platform/s3-object-store';
import { secretsOwnedKeys } from '@cutaway/core/platform/secrets-owned-keys';
import { dynamoClient, lambdaClient, s3Client, secretsClient } from '../http/aws.deps.ts';
import { listingStore } from '../http/stores.deps.ts';
import { readEnv } from './own-api.env.ts';

export interface OwnImagesApiDeps extends AddOwnImageDeps, BeginRemovalDeps {
  readonly uploads: OwnUploads;
  /** Has what was begun carried out. */
  readonly wakeUpkeep: Wake;
}

/** What a workspace shows of its own is for the workspace to say: no model judges it. */
const unjudged = (): Promise<number> => Promise.resolve(0);

export const buildDeps = async (): Promise<OwnImagesApiDeps> => {
  const env = readEnv();
  const keys = secretsOwnedKeys(secretsClient(), env.OWNED_SECRET_NAME, systemClock);
  const store = await listingStore(dynamoClient(API_CLIENT), env.MAIN_TABLE, keys);
  const s3 = s3Client();
  return {
    ownImages: new DynamoOwnImageStore(store),
    glossary: new DynamoGlossaryStore(store),
    uploads: s3OwnUploads(s3, env.MEDIA_BUCKET),
    media: s3ObjectStore(s3, env.MEDIA_BUCKET),
    process: createPictureProcessor(unjudged, 1, OWN_PICTURES),
    wakeUpkeep: lambdaWake(lambdaClient(), env.UPKEEP_FUNCTION),
    clock: systemClock,
  };
};
