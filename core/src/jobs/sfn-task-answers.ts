import { InvalidToken, SendTaskSuccessCommand, TaskDoesNotExist, TaskTimedOut, type SFNClient } from '@aws-sdk/client-sfn';
import type { TaskAnswers } from './task-answers.ts';

/** Step Functions behind the port. */
export const sfnTaskAnswers = (sfn: SFNClient): TaskAnswers => ({
  answer: async (taskToken, answer) => {
    try {
      await sfn.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(answer) }));
      return true;
    } catch (error) {
      if (error instanceof TaskDoesNotExist || error instanceof TaskTimedOut || error instanceof InvalidToken) return false;
      throw error;
    }
  },
});
