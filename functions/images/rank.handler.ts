import { searchedEntities } from '@cutaway/core/entities/link-talk';
import { metadataRanker } from '@cutaway/core/images/rank/metadata-ranker';
import { rankTalk } from '@cutaway/core/images/rank-talk';
import { Rankings } from '@cutaway/core/images/rankings';
import { runStage } from '@cutaway/core/jobs/run-stage';
import type { StageAnswer } from '@cutaway/core/jobs/stage-run';
import { StageInput } from '@cutaway/core/jobs/stage-message';
import { once } from '../http/aws.deps.ts';
import { stageDeps } from '../jobs/stage.deps.ts';
import { readEnv } from './rank.env.ts';

const deps = once(() => ({ ...stageDeps(readEnv()).stage, ranker: metadataRanker }));

export const handler = async (event: unknown): Promise<StageAnswer> => {
  const { job } = StageInput.parse(event);
  const made = await deps();
  return runStage(made, job, {
    stage: 'rank',
    message: 'Ordering the pictures.',
    schema: Rankings,
    work: run => rankTalk(made, run, links => searchedEntities(links, run.job.settings)),
  });
};
