import { OwnerScope } from '@cutaway/core/accounts/owner-scope';
import { createDynamoEntityStore } from '@cutaway/core/entities/dynamo-entity-store';
import { createDynamoImageUseStore } from '@cutaway/core/images/dynamo-image-use-store';
import { DynamoOwnImageStore } from '@cutaway/core/images/dynamo-own-image-store';
import { runStage } from '@cutaway/core/jobs/run-stage';
import type { StageAnswer } from '@cutaway/core/jobs/stage-run';
import { DynamoTakedownStore } from '@cutaway/core/images/dynamo-takedown-store';
import { DynamoUseReportStore } from '@cutaway/core/images/dynamo-use-report-store';
import { StageInput } from '@cutaway/core/jobs/stage-message';
import { createDynamoEmphasisStore } from '@cutaway/core/speech/dynamo-emphasis-store';
import { DynamoTimelineStore } from '@cutaway/core/timeline/dynamo-timeline-store';
import { finishRun, Published, publishRun } from '@cutaway/core/timeline/publish-run';
import { once } from '../http/aws.deps.ts';
import { stageDeps } from '../jobs/stage.deps.ts';
import { readEnv } from './publish.env.ts';

const deps = once(() => {
  const { stage, store } = stageDeps(readEnv());
  return {
    ...stage,
    timelines: new DynamoTimelineStore(store),
    emphasisRows: createDynamoEmphasisStore(store),
    entityRows: createDynamoEntityStore(store),
    imageUses: createDynamoImageUseStore(store),
    ownImages: new DynamoOwnImageStore(store),
    takedowns: new DynamoTakedownStore(store),
    useReports: new DynamoUseReportStore(store),
  };
});

export const handler = async (event: unknown): Promise<StageAnswer> => {
  const { job } = StageInput.parse(event);
  const made = await deps();
  const answer = await runStage(made, job, {
    stage: 'publish',
    message: 'Publishing the timeline.',
    schema: Published,
    work: run => publishRun(made, run),
  });
  if (answer.outcome === 'done') await finishRun(made, { scope: OwnerScope.fromMessage(job), jobId: job.jobId, run: job.run });
  return answer;
};
