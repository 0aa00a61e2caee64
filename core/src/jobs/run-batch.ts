import * as z from 'zod';
import { readJson, writeJsonOnce } from '../platform/json-objects.ts';
import { mediaKeys } from '../platform/object-keys.ts';
import type { Outcome } from '../platform/outcome.ts';
import { workThrough } from '../platform/work-through.ts';
import { applyJobEvent } from './apply-job-event.ts';
import { answerWithout, resultOnce } from './run-stage.ts';
import { logged, openRun, orSuperseded, SUPERSEDED, type StageAnswer, type StageDeps, type StageRun } from './stage-run.ts';
import type { BatchRef } from './stage-message.ts';

/** Stages of many pieces. */
export type PiecedStage = 'search' | 'acquire';

/**
 * Most batches of a stage, as each of them is some eleven events of an execution's 25,000; the rest is for waits and
 * repeated tries. A talk of three hours has up to 1,440 pictures.
 */
export const MOST_BATCHES = 250;

type Deferred = Extract<Outcome<never>, { outcome: 'deferred' }>;

interface Batching {
  /** Pieces of a batch, as long as there are not too many batches. */
  readonly together: number;
  /** Pieces of a batch that are worked on at the same time. */
  readonly atOnce: number;
}

/**
 * A piece mostly waits for providers, so a function works on several: one of its own for each costs more of everything, and
 * half a second of a processor to begin with. Searches wait for each other at the gate, which so always has a next one; a
 * picture is fetched while others are rendered.
 */
const BATCHING: Readonly<Record<PiecedStage, Batching>> = {
  search: { together: 12, atOnce: 12 },
  acquire: { together: 8, atOnce: 4 },
};

const batchesOf = (stage: PiecedStage, pieces: number): number => Math.min(Math.ceil(pieces / BATCHING[stage].together), MOST_BATCHES);

/** @returns numbers of the batches that so many pieces are done in, for the state machine to map over */
export const batchNumbers = (stage: PiecedStage, pieces: number): readonly number[] =>
  Array.from({ length: batchesOf(stage, pieces) }, (_, batch) => batch);

/** @returns the pieces of one batch; all batches together hold each piece once, in order */
export const piecesOfBatch = (stage: PiecedStage, pieces: readonly string[], batch: number): readonly string[] => {
  const batches = batchesOf(stage, pieces.length);
  const from = (of: number): number => Math.floor((of * pieces.length) / batches);
  return batches === 0 ? [] : pieces.slice(from(batch), from(batch + 1));
};

/** A stage of many pieces, done in batches by a Map; `gatherPieces` makes the stage's result of them. */
export interface BatchWork<Schema extends z.ZodType, Context> {
  readonly stage: PiecedStage;
  /** One sentence for people. */
  readonly message: string;
  readonly schema: Schema;
  /** Read once for all pieces of the batch. */
  readonly prepare: (run: StageRun) => Promise<Context>;
  /** Told the pieces of the batch before the first of them, for what is better asked for together. */
  readonly begin?: (context: Context, run: StageRun, pieces: readonly string[]) => Promise<void>;
  /** Ids of all pieces of the stage, not only of this batch. */
  readonly pieces: (context: Context, run: StageRun) => readonly string[];
  readonly work: (context: Context, run: StageRun, piece: string) => Promise<Outcome<z.output<Schema>>>;
}

/**
 * Tells the job how far its stage is, one time after the other: whoever works at the same time must not overtake. Pieces that
 * end while it is being told are told of together.
 */
const progressTeller = (run: StageRun, message: string, before: number, of: number): (() => Promise<void>) => {
  let done = before;
  let told = before;
  let telling = Promise.resolve();
  return () => {
    done += 1;
    telling = telling.then(async () => {
      if (told === done) return;
      told = done;
      await run.progress(done / of, `${message.replace(/\.$/, '')}: ${done} of ${of}.`);
    });
    return telling;
  };
};

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
  const mine = piecesOfBatch(stage, pieces, batch);
  const tell = progressTeller(run, work.message, pieces.indexOf(mine[0] ?? ''), pieces.length);
  await work.begin?.(context, run, mine);
  const failures: StageAnswer[] = [];
  const waits: Deferred[] = [];
  await workThrough(mine, BATCHING[stage].atOnce, async piece => {
    if (waits.length > 0) return;
    const outcome = await resultOnce(deps, mediaKeys.piece(ref, stage, piece), work.schema, () => work.work(context, run, piece));
    if (outcome.outcome === 'deferred') {
      waits.push(outcome);
      return;
    }
    if (outcome.outcome !== 'done') failures.push(await answerWithout(deps, run, outcome));
    await tell();
  });
  const [wait] = waits.toSorted((a, b) => Date.parse(a.until) - Date.parse(b.until));
  if (wait !== undefined) return answerWithout(deps, run, wait);
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
  stage: PiecedStage,
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
