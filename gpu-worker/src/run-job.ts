import { runStage } from '@cutaway/core/jobs/run-stage';
import type { StageAnswer, StageDeps } from '@cutaway/core/jobs/stage-run';
import type { SpeechMessage } from '@cutaway/core/jobs/stage-message';
import { Hearing } from '@cutaway/core/speech/emphasis-point';
import { hearMedia, type HearMediaDeps } from '@cutaway/core/speech/hear-media';

export type RunJobDeps = StageDeps & HearMediaDeps;

/** The work of one message; knows neither queue nor container, and is what a test calls. */
export const runJob = (deps: RunJobDeps, { job }: SpeechMessage, signal: AbortSignal): Promise<StageAnswer> =>
  runStage(deps, job, { stage: 'hear', message: 'Listening to the voice.', schema: Hearing, work: run => hearMedia(deps, run, signal) });
