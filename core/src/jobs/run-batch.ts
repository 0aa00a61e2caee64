import * as z from 'zod';
import { readJson, writeJsonOnce } from '../platform/json-objects.ts';
import { mediaKeys } from '../platform/object-keys.ts';
import type { Outcome } from '../platform/outcome.ts';
import { applyJobEvent } from './apply-job-event.ts';
import { answerWithout, resultOnce } from './run-stage.ts';
import { logged, openRun, orSuperseded, SUPERSEDED, type StageAnswer, type StageDeps, type StageRun } from './stage-run.ts';
import type { BatchRef, Stage } from './stage-message.ts';

/**
 * Most batches of a stage, as each of them is some eleven events of an execution's 25,000; the rest is for waits and
 * repeated tries. A talk of three hours has up to 1,440 pictures; one of a few minutes has one piece in each batch.
 */
export const MOST_BATCHES = 250;

const batchesOf = (pieces: number): number => Math.min(pieces, MOST_BATCHES);

/** @returns numbers of the batches that so many pieces are done in, for the state machine to map over */
export const batchNumbers = (pieces: number): readonly number[] => Array.from({ length: batchesOf(pieces) }, (_, batch) => batch);

/** @returns the pieces of one batch; all batches together hold each piece once, in order */
export const piecesOfBatch = (pieces: readonly string[], batch: number): readonly string[] => {
  const batches = batchesOf(pieces.length);
  const from = (of: number): number => Math.floor((of * pieces.length) / batches);
  return batches === 0 ? [] : pieces.slice(from(batch), from(batch + 1));
};

/** A stage of many pieces, done in batches by a Map; `gatherPieces` makes the stage's result of them. */
export interface BatchWork<Schema extends z.ZodType, Context> {
  readonly stage: Stage;
  /** One sentence for people. */
  readonly message: string;
  readonly schema: Schema;
  /** Read once for all pieces of the batch. */
  readonly prepare: (run: StageRun) => Promise<Context>;
  /** Ids of all pieces of the stage, not only of this batch. */
  readonly pieces: (context: Context, run: StageRun) => readonly string[];
  readonly work: (context: Context, run: StageRun, piece: string) => Promise<Outcome<z.output<Schema>>>;
}

const batchAnswer = async <Schema extends z.ZodType, Context>(
  deps: StageDeps,
  { job: ref, batch }: BatchRef,
  work: BatchWork<Schema, Context>,
): Promise<StageAnswer> => {
  const { stage } = work;
  const run = await openRun(deps, ref, work);
  if (run === null || run.job.results[stage] !== undefined) return SUPERSEDED;
  const context = await work.prepare(run);
  const pieces = work.pieces(context, run);
  const mine = piecesOfBatch(pieces, batch);
  const failures: StageAnswer[] = [];
  for (const piece of mine) {
    const key = mediaKeys.piece(ref, stage, piece);
    const outcome = await resultOnce(deps, key, work.schema, () => work.work(context, run, piece));
    if (outcome.outcome === 'deferred') return answerWithout(deps, run, outcome);
    if (outcome.outcome !== 'done') failures.push(await answerWithout(deps, run, outcome));
  }
  const done = pieces.indexOf(mine.at(-1) ?? '') + 1;
  await run.progress(done / pieces.length, `${work.message.replace(/\.$/, '')}: ${done} of ${pieces.length}.`);
  return failures[0] ?? { outcome: 'done' };
};

/** Does one batch of a stage: what is done already is kept, a piece that fails is left out, and the others go on. */
export const runBatch = <Schema extends z.ZodType, Context>(
  deps: StageDeps,
  ref: BatchRef,
  work: BatchWork<Schema, Context>,
): Promise<StageAnswer> => logged(deps, ref.job, work.stage, orSuperseded(deps, ref.job, batchAnswer(deps, ref, work)));

/** The pieces of a stage as one result, written once; a piece that did not end well is missing. */
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
