import { randomBytes } from 'node:crypto';
import { systemClock } from '@cutaway/core/platform/clock';
import { API_CLIENT } from '@cutaway/core/platform/dynamo/dynamo-client';
import { createNewId } from '@cutaway/core/platform/ids';
import { s3ObjectStore } from '@cutaway/core/platform/s3-object-store';
import { secretsOwnedKeys } from '@cutaway/core/platform/secrets-owned-keys';
import { DynamoProjectStore } from '@cutaway/core/projects/dynamo-project-store';
import { DynamoUploadStore } from '@cutaway/core/projects/dynamo-upload-store';
import { S3MultipartUploads } from '@cutaway/core/projects/s3-multipart-uploads';
import type { PutTranscriptDeps } from '@cutaway/core/projects/put-transcript';
import type { UploadDeps } from '@cutaway/core/projects/upload-media';
import { dynamoClient, s3Client, secretsClient } from '../http/aws.deps.ts';
import { idempotentAnswers, type IdempotentAnswers } from '../http/idempotency.deps.ts';
import { listingStore } from '../http/stores.deps.ts';
import { readEnv } from './api.env.ts';

export type ProjectsDeps = UploadDeps & PutTranscriptDeps & { readonly idempotent: IdempotentAnswers };

export const buildDeps = async (): Promise<ProjectsDeps> => {
  const env = readEnv();
  const client = dynamoClient(API_CLIENT);
  const newId = createNewId(systemClock, randomBytes);
  const store = await listingStore(client, env.MAIN_TABLE, secretsOwnedKeys(secretsClient(), env.OWNED_SECRET_NAME, systemClock));
  const s3 = s3Client();
  return {
    projects: new DynamoProjectStore(store),
    uploads: new DynamoUploadStore(store),
    multipart: new S3MultipartUploads(s3, env.MEDIA_BUCKET),
    media: s3ObjectStore(s3, env.MEDIA_BUCKET),
    idempotent: idempotentAnswers({ client, table: env.IDEMPOTENCY_TABLE, newId, clock: systemClock }),
    clock: systemClock,
    newId,
  };
};
