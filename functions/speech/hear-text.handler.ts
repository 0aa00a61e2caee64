import { join } from 'node:path';
import { runStage } from '@cutaway/core/jobs/run-stage';
import type { StageAnswer } from '@cutaway/core/jobs/stage-run';
import { StageInput } from '@cutaway/core/jobs/stage-message';
import { Hearing } from '@cutaway/core/speech/emphasis-point';
import { loadTextPrior } from '@cutaway/core/speech/emphasis/text-prior';
import { hearText } from '@cutaway/core/speech/hear-text';
import { once } from '../http/aws.deps.ts';
import { stageDeps } from '../jobs/stage.deps.ts';
import { readEnv } from './hear-text.env.ts';

const deps = once(async () => ({ ...stageDeps(readEnv()), prior: await loadTextPrior(join(import.meta.dirname, 'models/text-prior')) }));

export const handler = async (event: unknown): Promise<StageAnswer> => {
  const { job } = StageInput.parse(event);
  const { stage, prior } = await deps();
  return runStage(stage, job, {
    stage: 'hear',
    message: 'Reading the words.',
    schema: Hearing,
    work: run => hearText({ ...stage, prior }, run),
  });
};
