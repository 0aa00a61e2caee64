import { join } from 'node:path';
import { Links } from '@cutaway/core/entities/entity';
import { DynamoGlossaryStore } from '@cutaway/core/entities/dynamo-glossary-store';
import { searchedEntities } from '@cutaway/core/entities/know-entities';
import { linkTalk } from '@cutaway/core/entities/link-talk';
import { loadLinker } from '@cutaway/core/entities/link/load-linker';
import { onnxSentenceEmbedder } from '@cutaway/core/entities/onnx-sentence-embedder';
import { rememberingEmbedder } from '@cutaway/core/entities/remembering-embedder';
import { batchNumbers } from '@cutaway/core/jobs/run-batch';
import { runStage } from '@cutaway/core/jobs/run-stage';
import { StageInput } from '@cutaway/core/jobs/stage-message';
import type { StageAnswer } from '@cutaway/core/jobs/stage-run';
import { once } from '../http/aws.deps.ts';
import { buildProviders } from '../images/providers.deps.ts';
import { stageDeps } from '../jobs/stage.deps.ts';
import { readEnv } from './link.env.ts';

/** Vectors a warm function keeps, 30 MB. */
const REMEMBERED = 20_000;

const deps = once(async () => {
  const env = readEnv();
  const models = join(import.meta.dirname, 'models');
  const { stage, store } = stageDeps(env);
  return {
    ...stage,
    glossary: new DynamoGlossaryStore(store),
    knowledgeBase: buildProviders(env).knowledgeBase,
    embedder: rememberingEmbedder(onnxSentenceEmbedder({ modelFolder: join(models, 'all-MiniLM-L6-v2'), threads: 2 }), REMEMBERED),
    linker: await loadLinker(join(models, 'linker')),
  };
});

export const handler = async (event: unknown): Promise<StageAnswer> => {
  const { job } = StageInput.parse(event);
  const made = await deps();
  return runStage(made, job, {
    stage: 'link',
    message: 'Finding out who and what is meant.',
    schema: Links,
    work: run => linkTalk(made, run),
    summary: (links, run) => ({ batches: batchNumbers('search', searchedEntities(links, run.job.settings).length) }),
  });
};
