import { join } from 'node:path';
import { wordConceptFinder } from '@cutaway/core/entities/concepts/word-concept-finder';
import { DynamoGlossaryStore } from '@cutaway/core/entities/dynamo-glossary-store';
import { Plan } from '@cutaway/core/entities/entity';
import { wholeGlossary } from '@cutaway/core/entities/glossary-store';
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
  const built = stageDeps(readEnv());
  return {
    ...built,
    glossary: new DynamoGlossaryStore(built.store),
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
  const { stage, recogniser, concepts, glossary } = await deps();
  return runStage(stage, job, {
    stage: 'plan',
    message: 'Looking for names and things.',
    schema: Plan,
    work: async run => {
      const settings = { concepts: run.job.settings.concepts, glossary: await wholeGlossary(glossary, run.scope) };
      return done(await planEntities(await run.read('hear', Hearing), { recogniser, concepts }, settings));
    },
    summary: plan => ({ entities: plan.entities.length }),
  });
};
