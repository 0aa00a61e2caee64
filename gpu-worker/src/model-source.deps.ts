import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import type { ModelSource } from '@cutaway/core/platform/models/model-source';
import { s3MediaFiles } from '@cutaway/core/speech/s3-media-files';
import type * as z from 'zod';
import type { WorkerEnv } from './worker.env.ts';

/** @returns where the environment says that larger models come from */
export const modelSource = (env: z.output<typeof WorkerEnv>, s3: S3Client): Omit<ModelSource, 'name'> => ({
  models: env.CUTAWAY_MODELS ?? null,
  hub: env.CUTAWAY_MODEL_HUB ?? null,
  device: env.MODEL_DEVICE,
  cache: join(tmpdir(), 'cutaway-models'),
  bucket: name => s3MediaFiles(s3, name),
});
