import { join } from 'node:path';
import type { S3Client } from '@aws-sdk/client-s3';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { onnxSentenceEmbedder } from '@cutaway/core/entities/onnx-sentence-embedder';
import { rememberingEmbedder } from '@cutaway/core/entities/remembering-embedder';
import { createOutboundClient } from '@cutaway/core/images/outbound/outbound-client';
import { ProviderSettings } from '@cutaway/core/images/provider-settings';
import { CLIP_MODEL } from '@cutaway/core/images/rank/image-text/clip-model-kind';
import type { ImageTextModel } from '@cutaway/core/images/rank/image-text/image-text-model';
import { openImageTextModel } from '@cutaway/core/images/rank/image-text/open-image-text-model';
import { textRanker } from '@cutaway/core/images/rank/text-ranker';
import type { RankByLookingDeps } from '@cutaway/core/images/rank-by-looking';
import { sharedAnswers, sharedGate } from '@cutaway/core/images/dynamo-shared-calls';
import { systemClock } from '@cutaway/core/platform/clock';
import { modelFrom } from '@cutaway/core/platform/models/model-source';
import { userAgent } from '@cutaway/core/platform/provider-http/user-agent';
import type * as z from 'zod';
import { modelSource } from './model-source.deps.ts';
import { tellOfModel, type ModelNews } from './tell-of-model.ts';
import type { RankingEnv, WorkerEnv } from './worker.env.ts';

/** Vectors of sentences that are kept, 15 MB. */
const REMEMBERED = 10_000;

export interface BuiltRanking extends Pick<RankByLookingDeps, 'base' | 'look'> {
  readonly model: ImageTextModel;
}

/** @returns what looking at pictures needs; quotas, answers and vectors are those of all processes */
export const buildRanking = (
  env: z.output<typeof WorkerEnv>,
  { CACHE_TABLE, LIMITS_TABLE, PROVIDERS }: RankingEnv,
  { dynamo: client, s3 }: { readonly dynamo: DynamoDBDocumentClient; readonly s3: S3Client },
  news: ModelNews,
): BuiltRanking => {
  const settings = ProviderSettings.parse(JSON.parse(PROVIDERS));
  const { logger } = news;
  const { config, privateOrigins } = settings;
  const sentences = { modelFolder: join(env.MODELS_FOLDER, 'all-MiniLM-L6-v2'), threads: env.MODEL_THREADS };
  const model: ImageTextModel = openImageTextModel({
    find: () => modelFrom(CLIP_MODEL, { ...modelSource(env, s3), name: env.CUTAWAY_IMAGE_MODEL ?? null }),
    threads: env.MODEL_THREADS,
    onEvent: tellOfModel('image-model', news, () => model.state()),
  });
  return {
    model,
    base: textRanker(rememberingEmbedder(onnxSentenceEmbedder(sentences), REMEMBERED)),
    look: {
      model,
      cache: sharedAnswers({ client, table: CACHE_TABLE, logger }, settings),
      gate: sharedGate({ client, table: LIMITS_TABLE, logger }, settings),
      outbound: createOutboundClient({ userAgent: userAgent(config.version, config.contact), allowedOrigins: privateOrigins }),
      clock: systemClock,
    },
  };
};
