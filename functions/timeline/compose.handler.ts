import { batchNumbers } from '@cutaway/core/jobs/run-batch';
import { runStage } from '@cutaway/core/jobs/run-stage';
import { StageInput } from '@cutaway/core/jobs/stage-message';
import type { StageAnswer } from '@cutaway/core/jobs/stage-run';
import { composeRun } from '@cutaway/core/timeline/compose-run';
import { DynamoTimelineStore } from '@cutaway/core/timeline/dynamo-timeline-store';
import { Timeline } from '@cutaway/core/timeline/timeline';
import { once } from '../http/aws.deps.ts';
import { stageDeps } from '../jobs/stage.deps.ts';
import { readEnv } from './compose.env.ts';

const deps = once(() => {
  const { stage, store } = stageDeps(readEnv());
  return { ...stage, timelines: new DynamoTimelineStore(store) };
});

export const handler = async (event: unknown): Promise<StageAnswer> => {
  const { job } = StageInput.parse(event);
  const made = await deps();
  return runStage(made, job, {
    stage: 'compose',
    message: 'Placing pictures on their words.',
    schema: Timeline,
    work: run => composeRun(made, run),
    summary: timeline => ({ batches: batchNumbers('acquire', timeline.cues.length) }),
  });
};
