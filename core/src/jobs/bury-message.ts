import * as z from 'zod';
import { LogEvent } from '../observability/events.ts';
import type { Logger } from '../observability/logger.ts';
import { WorkerMessage } from './stage-message.ts';
import type { TaskAnswers } from './task-answers.ts';

/** Where messages that nobody could finish are kept for people, with the reason beside. */
export interface ParkedMessages {
  park(body: string, reason: { readonly code: string; readonly why: string }): Promise<void>;
}

export interface BuryMessageDeps {
  readonly tasks: TaskAnswers;
  readonly parked: ParkedMessages;
  readonly logger: Logger;
}

/** What is needed to end a run, whatever else the message says. */
const Answerable = z.looseObject({ taskToken: WorkerMessage.options[0].shape.taskToken });

const parsed = <Schema extends z.ZodType>(schema: Schema, body: string): z.output<Schema> | null => {
  try {
    return schema.parse(JSON.parse(body));
  } catch {
    return null;
  }
};

/**
 * The end of a message that was delivered too often: parked with its reason, and its run told, so that poison ends as a
 * failed job and never as silence. Parked first: a process killed in between parks it twice rather than never.
 */
export const buryMessage = async (deps: BuryMessageDeps, body: string): Promise<void> => {
  const message = parsed(WorkerMessage, body);
  const why = message === null ? 'The message could not be read.' : 'No worker could finish it, however often it was delivered.';
  const reason = { code: 'POISON_MESSAGE', why };
  await deps.parked.park(body, reason);
  const token = parsed(Answerable, body)?.taskToken;
  const isAnswered = token !== undefined && (await deps.tasks.answer(token, { outcome: 'failed', ...reason }));
  deps.logger.warn(LogEvent.deadLetter, { jobId: message?.job.jobId, run: message?.job.run, why, answered: isAnswered });
};
