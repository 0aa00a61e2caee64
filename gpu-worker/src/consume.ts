import { LogEvent } from '@cutaway/core/observability/events';
import type { Logger } from '@cutaway/core/observability/logger';
import { WorkerMessage } from '@cutaway/core/jobs/stage-message';
import type { StageAnswer } from '@cutaway/core/jobs/stage-run';
import type { TaskAnswers } from '@cutaway/core/jobs/task-answers';

export interface ConsumeDeps {
  readonly tasks: TaskAnswers;
  /** Does the work of one message; knows neither queue nor container. */
  readonly runJob: (message: WorkerMessage, signal: AbortSignal) => Promise<StageAnswer>;
  readonly logger: Logger;
  /** Hard limit of one message, milliseconds. */
  readonly timeLimitMs: number;
  /** Aborted when the process has to stop. */
  readonly stopping: AbortSignal;
}

/** The worker has to stop: the message goes back and another worker starts over. */
class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

const TIMED_OUT = { outcome: 'failed', code: 'TIMED_OUT', why: 'The file took longer than one file may.' } as const;

/**
 * Works on one message. Returns once the run has its answer, so the message may be deleted; throws where
 * it should be delivered again. A message that does not parse throws until the queue gives it up as a dead letter.
 */
export const consume = async (deps: ConsumeDeps, body: string): Promise<void> => {
  const message = WorkerMessage.parse(JSON.parse(body));
  const { jobId, run, workspaceId } = message.job;
  deps.logger.info(LogEvent.messageReceived, { jobId, run, workspaceId });
  const limit = AbortSignal.timeout(deps.timeLimitMs);
  const answer = await deps.runJob(message, AbortSignal.any([limit, deps.stopping])).catch((error: unknown): StageAnswer => {
    if (deps.stopping.aborted) throw new InterruptedError('the worker is stopping', { cause: error });
    if (limit.aborted) return TIMED_OUT;
    throw error;
  });
  if (!(await deps.tasks.answer(message.taskToken, answer))) deps.logger.warn(LogEvent.answerUnwanted, { jobId, run, workspaceId });
};
