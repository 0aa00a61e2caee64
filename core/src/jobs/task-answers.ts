import type { StageAnswer } from './stage-run.ts';

/** Hands a stage's answer to the run that waits for it by its task token. */
export interface TaskAnswers {
  /** @returns false where nobody waits any more: the run was stopped, or has ended */
  answer(taskToken: string, answer: StageAnswer): Promise<boolean>;
}
