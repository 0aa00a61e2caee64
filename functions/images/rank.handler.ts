import { join } from 'node:path';
import { onnxSentenceEmbedder } from '@cutaway/core/entities/onnx-sentence-embedder';
import { rememberingEmbedder } from '@cutaway/core/entities/remembering-embedder';
import { textRanker } from '@cutaway/core/images/rank/text-ranker';
import { rankTalk } from '@cutaway/core/images/rank-talk';
import type { StageAnswer } from '@cutaway/core/jobs/stage-run';
import { StageInput } from '@cutaway/core/jobs/stage-message';
import { once } from '../http/aws.deps.ts';
import { stageDeps } from '../jobs/stage.deps.ts';
import { readEnv } from './rank.env.ts';

/** Vectors a warm function keeps, 15 MB. */
const REMEMBERED = 10_000;

const deps = once(() => {
  const model = { modelFolder: join(import.meta.dirname, 'models', 'all-MiniLM-L6-v2'), threads: 2 };
  return { ...stageDeps(readEnv()).stage, ranker: textRanker(rememberingEmbedder(onnxSentenceEmbedder(model), REMEMBERED)) };
});

export const handler = async (event: unknown): Promise<StageAnswer> => rankTalk(await deps(), StageInput.parse(event).job);
