import { join } from 'node:path';
import { wordConceptFinder } from '@cutaway/core/entities/concepts/word-concept-finder';
import { Plan } from '@cutaway/core/entities/entity';
import { onnxSentenceEmbedder } from '@cutaway/core/entities/onnx-sentence-embedder';
import { planEntities } from '@cutaway/core/entities/plan';
import { onnxNameRecogniser } from '@cutaway/core/entities/recognise/onnx-name-recogniser';
import { runStage } from '@cutaway/core/jobs/run-stage';
import type { StageAnswer } from '@cutaway/core/jobs/stage-run';
import { StageInput } from '@cutaway/core/jobs/stage-message';
import { done } from '@cutaway/core/platform/outcome';
import { Hearing } from '@cutaway/core/speech/emphasis-point';
import { once } from '../http/aws.deps.ts';
import { stageDeps } from '../jobs/stage.deps.ts';
import { readEnv } from './plan.env.ts';

const deps = once(() => {
  const model = (name: string): { modelFolder: string; threads: number } => ({
    modelFolder: join(import.meta.dirname, 'models', name),
    threads: 1,
  });
  const embedder = onnxSentenceEmbedder(model('all-MiniLM-L6-v2'));
  return {
    ...stageDeps(readEnv()),
    recogniser: onnxNameRecogniser(model('names-minilm')),
    concepts: wordConceptFinder({
      embedder,
      modelFolder: join(import.meta.dirname, 'models/concepts'),
      vocabularyFolder: join(import.meta.dirname, 'models/all-MiniLM-L6-v2'),
    }),
  };
});

export const handler = async (event: unknown): Promise<StageAnswer> => {
  const { job } = StageInput.parse(event);
  const { stage, recogniser, concepts } = await deps();
  return runStage(stage, job, {
    stage: 'plan',
    message: 'Looking for names and things.',
    schema: Plan,
    work: async run =>
      done(await planEntities(await run.read('hear', Hearing), { recogniser, concepts }, { concepts: run.job.settings.concepts })),
    summary: plan => ({ entities: plan.entities.length }),
  });
};
