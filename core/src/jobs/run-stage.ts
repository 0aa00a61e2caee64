import type * as z from 'zod';
import { isAppError } from '../errors/app-error.ts';
import { StoreError } from '../platform/dynamo/store-errors.ts';
import { readJson, writeJsonOnce } from '../platform/json-objects.ts';
import { mediaKeys } from '../platform/object-keys.ts';
import type { Outcome } from '../platform/outcome.ts';
import { applyJobEvent } from './apply-job-event.ts';
import { deferStage } from './defer-stage.ts';
import { logged, openRun, orSuperseded, SUPERSEDED, type StageAnswer, type StageDeps, type StageRun, type Summary } from './stage-run.ts';
import type { JobRef, Stage } from './stage-message.ts';

export interface StageWork<Schema extends z.ZodType> {
  readonly stage: Stage;
  /** One sentence for people, while it runs. */
  readonly message: string;
  readonly schema: Schema;
  readonly work: (run: StageRun) => Promise<Outcome<z.output<Schema>>>;
  readonly summary?: (result: z.output<Schema>, run: StageRun) => Summary;
}

/** Errors of our own catalogue are answers; anything else is thrown on, so that the machine tries again. */
const orFailed = async <T>(work: Promise<Outcome<T>>): Promise<Outcome<T>> => {
  try {
    return await work;
  } catch (error) {
    if (!isAppError(error) || error instanceof StoreError || error.status >= 500) throw error;
    return { outcome: 'failed', code: error.code, why: error.detail ?? error.message };
  }
};

/** Whatever is delivered twice, killed halfway or answered late leaves the result that was there first, under one key. */
export const resultOnce = async <Schema extends z.ZodType>(
  { media }: Pick<StageDeps, 'media'>,
  key: string,
  schema: Schema,
  work: () => Promise<Outcome<z.output<Schema>>>,
): Promise<Outcome<z.output<Schema>>> => {
  const existing = await readJson(media, key, schema);
  if (existing !== null) return { outcome: 'done', value: existing };
  const outcome = await orFailed(work());
  if (outcome.outcome !== 'done') return outcome;
  if (await writeJsonOnce(media, key, outcome.value)) return outcome;
  const kept = await readJson(media, key, schema);
  return { outcome: 'done', value: kept ?? outcome.value };
};

/** A handled end that is no result. */
export const answerWithout = async (
  deps: StageDeps,
  run: StageRun,
  outcome: Exclude<Outcome<unknown>, { outcome: 'done' }>,
): Promise<StageAnswer> => {
  switch (outcome.outcome) {
    case 'deferred':
      return deferStage(deps, run, outcome.until, outcome.why);
    case 'abstained':
      return { outcome: 'failed', code: 'INTERNAL', why: outcome.why };
    case 'failed':
      return { outcome: 'failed', code: outcome.code, why: outcome.why };
  }
};

const stageAnswer = async <Schema extends z.ZodType>(deps: StageDeps, ref: JobRef, work: StageWork<Schema>): Promise<StageAnswer> => {
  const run = await openRun(deps, ref, work);
  if (run === null) return SUPERSEDED;
  const key = run.job.results[work.stage] ?? mediaKeys.result(ref, work.stage);
  const outcome = await resultOnce(deps, key, work.schema, () => work.work(run));
  if (outcome.outcome !== 'done') return answerWithout(deps, run, outcome);
  const told = await applyJobEvent(deps, run.scope, ref.jobId, { type: 'stage-ended', run: ref.run, stage: work.stage, key });
  return told.kind === 'stale' ? SUPERSEDED : { ...(work.summary?.(outcome.value, run) ?? {}), outcome: 'done' };
};

/** Runs one stage of one run: checks that the run is still wanted, does the work once, keeps its result, tells the job. */
export const runStage = <Schema extends z.ZodType>(deps: StageDeps, ref: JobRef, work: StageWork<Schema>): Promise<StageAnswer> =>
  logged(deps, ref, work.stage, orSuperseded(deps, ref, stageAnswer(deps, ref, work)));
