import { sweepJobs } from '@cutaway/core/jobs/sweep-jobs';
import { once } from '../http/aws.deps.ts';
import { buildDeps } from './sweeper.deps.ts';

const deps = once(buildDeps);

export const handler = async (): Promise<void> => {
  await sweepJobs(await deps());
};
