import { join } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import { modelFrom } from '@cutaway/core/platform/models/model-source';
import { openRecogniser, type OpenRecogniser } from '@cutaway/core/speech/recognise/open-recogniser';
import { WHISPER_MODEL } from '@cutaway/core/speech/recognise/whisper-model-kind';
import type * as z from 'zod';
import { modelSource } from './model-source.deps.ts';
import { tellOfModel, type ModelNews } from './tell-of-model.ts';
import type { WorkerEnv } from './worker.env.ts';

/** @returns the recogniser of the model that the environment names */
export const buildRecogniser = (env: z.output<typeof WorkerEnv>, s3: S3Client, news: ModelNews): OpenRecogniser => {
  const recogniser: OpenRecogniser = openRecogniser({
    find: () => modelFrom(WHISPER_MODEL, { ...modelSource(env, s3), name: env.CUTAWAY_RECOGNISER ?? null }),
    voiceFolder: join(env.MODELS_FOLDER, 'silero-vad-v5'),
    threads: env.MODEL_THREADS,
    onEvent: tellOfModel('recogniser', news, () => recogniser.state()),
  });
  return recogniser;
};
