import * as z from 'zod';
import { OwnerScope } from '../accounts/owner-scope.ts';
import { isAppError } from '../errors/app-error.ts';
import { LogEvent } from '../observability/events.ts';
import type { Logger } from '../observability/logger.ts';
import { StaleRunError, StoreError } from '../platform/dynamo/store-errors.ts';
import type { Clock } from '../platform/clock.ts';
import { readJson, writeJsonOnce } from '../platform/json-objects.ts';
import { mediaKeys } from '../platform/object-keys.ts';
import type { ObjectStore } from '../platform/object-store.ts';
import type { Outcome } from '../platform/outcome.ts';
import { applyJobEvent } from './apply-job-event.ts';
import type { RunEvent } from './job-event.ts';
import type { JobStore } from './job-store.ts';
import { isActive, type ActiveJob, type JobReason } from './job.ts';
import type { JobRef, Stage } from './stage-message.ts';

/** What every stage needs, whatever it does. */
export interface StageDeps {
  readonly jobs: JobStore;
  /** The media bucket: results of runs lie there. */
  readonly media: ObjectStore;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What a stage's work may use of the run it belongs to. */
export interface StageRun {
  readonly ref: JobRef;
  readonly scope: OwnerScope;
  readonly job: ActiveJob;
  /** Waits that end later than this (milliseconds since 1970) are longer than the job's patience. */
  readonly patientUntilMs: number;
  /** @throws when the stage before left nothing: a defect, or a bucket that lost an object */
  read<Schema extends z.ZodType>(stage: Stage, schema: Schema): Promise<z.output<Schema>>;
  /** The run goes on without something; the job says so at its end. */
  fallShort(reason: JobReason): Promise<void>;
  /** @param share of the stage, 0–1, or null where it cannot be told */
  progress(share: number | null, message: string): Promise<void>;
}

type Summary = Readonly<Record<string, string | number | readonly string[]>>;

/** What the state machine branches on, with the little the next states need: ids and counts, never bodies. */
export type StageAnswer =
  | ({ readonly outcome: 'done' } & Summary)
  | { readonly outcome: 'deferred'; readonly until: string; readonly why: string }
  | { readonly outcome: 'failed'; readonly code: string; readonly why: string }
  | { readonly outcome: 'superseded' };

export interface StageWork<Schema extends z.ZodType> {
  readonly stage: Stage;
  /** One sentence for people, while it runs. */
  readonly message: string;
  readonly schema: Schema;
  readonly work: (run: StageRun) => Promise<Outcome<z.output<Schema>>>;
  readonly summary?: (result: z.output<Schema>, run: StageRun) => Summary;
}

const SUPERSEDED: StageAnswer = { outcome: 'superseded' };

/** @returns the run, or null where it has ended or been replaced and nothing may be changed any more */
const openRun = async (deps: StageDeps, ref: JobRef, stage: Stage): Promise<StageRun | null> => {
  const scope = OwnerScope.fromMessage(ref);
  const job = await deps.jobs.get(scope, ref.jobId);
  if (job.run !== ref.run || !isActive(job)) return null;
  const tell = async (event: RunEvent): Promise<void> => {
    await applyJobEvent(deps, scope, ref.jobId, event);
  };
  const isUnderWay = job.state !== 'queued' && job.progress.stage === stage;
  const sinceMs = isUnderWay ? Date.parse(job.progress.since) : deps.clock();
  return {
    ref,
    scope,
    job,
    patientUntilMs: sinceMs + job.settings.patienceMinutes * 60_000,
    read: async (of, schema) => {
      const key = job.results[of] ?? mediaKeys.result(ref, of);
      const result = await readJson(deps.media, key, schema);
      if (result === null) throw new Error(`${of} of ${ref.jobId}, run ${ref.run}, left no result`);
      return result;
    },
    fallShort: reason => tell({ type: 'fell-short', run: ref.run, reason }),
    progress: (share, message) => tell({ type: 'progressed', run: ref.run, stage, share, message }),
  };
};

const begin = async (deps: StageDeps, run: StageRun, stage: Stage, message: string): Promise<void> => {
  const isUnderWay = run.job.state !== 'queued' && run.job.progress.stage === stage;
  const event: RunEvent = isUnderWay ? { type: 'resumed', run: run.ref.run } : { type: 'stage-began', run: run.ref.run, stage, message };
  await applyJobEvent(deps, run.scope, run.ref.jobId, event);
};

/** A handled end that is no result; the job shows what it waits for. */
const answerWithout = async (
  deps: StageDeps,
  run: StageRun,
  outcome: Exclude<Outcome<unknown>, { outcome: 'done' }>,
): Promise<StageAnswer> => {
  switch (outcome.outcome) {
    case 'deferred':
      await applyJobEvent(deps, run.scope, run.ref.jobId, {
        type: 'waited',
        run: run.ref.run,
        waiting: { for: outcome.why, until: outcome.until },
      });
      return { outcome: 'deferred', until: outcome.until, why: outcome.why };
    case 'abstained':
      return { outcome: 'failed', code: 'INTERNAL', why: outcome.why };
    case 'failed':
      return { outcome: 'failed', code: outcome.code, why: outcome.why };
  }
};

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
const resultOf = async <Schema extends z.ZodType>(
  deps: StageDeps,
  run: StageRun,
  key: string,
  work: StageWork<Schema>,
): Promise<Outcome<z.output<Schema>>> => {
  const existing = await readJson(deps.media, key, work.schema);
  if (existing !== null) return { outcome: 'done', value: existing };
  const outcome = await orFailed(work.work(run));
  if (outcome.outcome !== 'done') return outcome;
  await writeJsonOnce(deps.media, key, outcome.value);
  const kept = await readJson(deps.media, key, work.schema);
  return { outcome: 'done', value: kept ?? outcome.value };
};

const logEnd = (deps: StageDeps, ref: JobRef, stage: Stage, answer: StageAnswer, startedMs: number): void =>
  deps.logger.info(answer.outcome === 'superseded' ? LogEvent.superseded : LogEvent.stageEnded, {
    stage,
    jobId: ref.jobId,
    run: ref.run,
    workspaceId: ref.workspaceId,
    outcome: answer.outcome,
    milliseconds: deps.clock() - startedMs,
    ...(answer.outcome === 'failed' && { code: answer.code }),
  });

/** A write that the run's fence refused: the run has ended or been replaced meanwhile. */
const orSuperseded = async (work: Promise<StageAnswer>): Promise<StageAnswer> => {
  try {
    return await work;
  } catch (error) {
    if (error instanceof StaleRunError) return SUPERSEDED;
    throw error;
  }
};

/** Runs one stage of one run: checks that the run is still wanted, does the work once, keeps its result, tells the job. */
export const runStage = async <Schema extends z.ZodType>(deps: StageDeps, ref: JobRef, work: StageWork<Schema>): Promise<StageAnswer> => {
  const startedMs = deps.clock();
  const answer = await orSuperseded(stageAnswer(deps, ref, work));
  logEnd(deps, ref, work.stage, answer, startedMs);
  return answer;
};

const stageAnswer = async <Schema extends z.ZodType>(deps: StageDeps, ref: JobRef, work: StageWork<Schema>): Promise<StageAnswer> => {
  const run = await openRun(deps, ref, work.stage);
  if (run === null) return SUPERSEDED;
  const kept = run.job.results[work.stage];
  if (kept === undefined) await begin(deps, run, work.stage, work.message);
  const key = kept ?? mediaKeys.result(ref, work.stage);
  const outcome = await resultOf(deps, run, key, work);
  if (outcome.outcome !== 'done') return answerWithout(deps, run, outcome);
  const told = await applyJobEvent(deps, run.scope, ref.jobId, { type: 'stage-ended', run: ref.run, stage: work.stage, key });
  return told.kind === 'stale' ? SUPERSEDED : { ...(work.summary?.(outcome.value, run) ?? {}), outcome: 'done' };
};

/** One piece of a stage of many. */
export interface PieceWork<Schema extends z.ZodType> extends Omit<StageWork<Schema>, 'summary'> {
  readonly piece: string;
  /** Share of the stage that is done with it, 0–1. */
  readonly share: number;
}

/** As `runStage`, for one piece of a stage that a Map runs; `gatherPieces` makes the stage's result of them. */
export const runPiece = async <Schema extends z.ZodType>(deps: StageDeps, ref: JobRef, work: PieceWork<Schema>): Promise<StageAnswer> => {
  const startedMs = deps.clock();
  const answer = await orSuperseded(pieceAnswer(deps, ref, work));
  logEnd(deps, ref, work.stage, answer, startedMs);
  return answer;
};

const pieceAnswer = async <Schema extends z.ZodType>(deps: StageDeps, ref: JobRef, work: PieceWork<Schema>): Promise<StageAnswer> => {
  const run = await openRun(deps, ref, work.stage);
  if (run === null || run.job.results[work.stage] !== undefined) return SUPERSEDED;
  const outcome = await resultOf(deps, run, mediaKeys.piece(run.ref, work.stage, work.piece), work);
  if (outcome.outcome !== 'done') return answerWithout(deps, run, outcome);
  if (run.job.state === 'waiting') await applyJobEvent(deps, run.scope, run.ref.jobId, { type: 'resumed', run: run.ref.run });
  await run.progress(Math.min(1, work.share), work.message);
  return { outcome: 'done' };
};

/** The pieces of a stage as one result, written once; a piece that did not end well is null. */
export const gatherPieces = async <Schema extends z.ZodType>(
  deps: StageDeps,
  run: StageRun,
  stage: Stage,
  pieces: readonly string[],
  schema: Schema,
): Promise<ReadonlyMap<string, z.output<Schema>>> => {
  const Gathered = z.record(z.string(), schema);
  const key = run.job.results[stage] ?? mediaKeys.result(run.ref, stage);
  const existing = await readJson(deps.media, key, Gathered);
  if (existing !== null) return new Map(Object.entries(existing));
  const found = await Promise.all(
    pieces.map(async piece => [piece, await readJson(deps.media, mediaKeys.piece(run.ref, stage, piece), schema)] as const),
  );
  const gathered = new Map(found.flatMap(([piece, result]) => (result === null ? [] : [[piece, result] as const])));
  await writeJsonOnce(deps.media, key, Object.fromEntries(gathered));
  await applyJobEvent(deps, run.scope, run.ref.jobId, { type: 'stage-ended', run: run.ref.run, stage, key });
  return gathered;
};
