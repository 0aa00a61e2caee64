import { API_CLIENT } from '@cutaway/core/platform/dynamo/dynamo-client';
import { s3PresignedReads } from '@cutaway/core/platform/s3-presigned-reads';
import type { PresignedReads } from '@cutaway/core/platform/presigned-reads';
import { DynamoStoredImageStore } from '@cutaway/core/images/dynamo-stored-image-store';
import type { StoredImageStore } from '@cutaway/core/images/stored-image-store';
import { dynamoClient, s3Client } from '../http/aws.deps.ts';
import { workingStore } from '@cutaway/core/platform/dynamo/dynamo-working-store';
import { readEnv } from './api.env.ts';

export const buildDeps = (): { readonly images: StoredImageStore; readonly catalogueReads: PresignedReads } => {
  const env = readEnv();
  return {
    images: new DynamoStoredImageStore(workingStore(dynamoClient(API_CLIENT), env.MAIN_TABLE)),
    catalogueReads: s3PresignedReads(s3Client(), env.CATALOGUE_BUCKET),
  };
};
