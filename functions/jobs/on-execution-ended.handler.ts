import { failRun } from '@cutaway/core/jobs/end-run';
import { RunInput } from '@cutaway/core/jobs/stage-message';
import * as z from 'zod';
import { once } from '../http/aws.deps.ts';
import { endRunDeps } from './end-run.deps.ts';
import { readEnv } from './on-execution-ended.env.ts';

/** Event of Step Functions; its `input` is the one the run was started with. */
const StatusChange = z.object({ detail: z.object({ status: z.string(), input: z.string() }) });

const deps = once(() => endRunDeps(readEnv().MAIN_TABLE));

/** A run that said its own last word is not changed by this one. */
export const handler = async (event: unknown): Promise<void> => {
  const { detail } = StatusChange.parse(event);
  const { job } = RunInput.parse(JSON.parse(detail.input));
  await failRun(await deps(), job, {
    code: 'EXECUTION_LOST',
    stage: null,
    why: `The execution ended as ${detail.status} without a last word.`,
  });
};
