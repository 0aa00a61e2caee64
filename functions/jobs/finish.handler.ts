import { failRun } from '@cutaway/core/jobs/end-run';
import { JobRef, Stage } from '@cutaway/core/jobs/stage-message';
import * as z from 'zod';
import { once } from '../http/aws.deps.ts';
import { endRunDeps } from './end-run.deps.ts';
import { readEnv } from './finish.env.ts';

/** The state machine's state when a stage could not go on: what the stage answered, or what the machine caught. */
const Failure = z.object({
  state: z.looseObject({
    job: JobRef,
    failed: z.object({ stage: Stage }),
    caught: z.object({ Error: z.string().default(''), Cause: z.string().default('') }).optional(),
  }),
});
const Answer = z.object({ outcome: z.literal('failed'), code: z.string(), why: z.string() });

/** What the state machine and Lambda call a stage that took too long. */
const TIMEOUTS: readonly string[] = ['States.Timeout', 'Sandbox.Timedout'];

const deps = once(() => endRunDeps(readEnv().MAIN_TABLE));

export const handler = async (event: unknown): Promise<{ readonly outcome: 'done' }> => {
  const { state } = Failure.parse(event);
  const { stage } = state.failed;
  const answer = Answer.safeParse(state[stage]);
  const reason = answer.success
    ? { code: answer.data.code, stage, why: answer.data.why }
    : {
        code: TIMEOUTS.includes(state.caught?.Error ?? '') ? 'TIMED_OUT' : 'INTERNAL',
        stage,
        why: `The stage ended without an answer (${state.caught?.Error ?? 'unknown'}).`,
      };
  await failRun(await deps(), state.job, reason);
  return { outcome: 'done' };
};
