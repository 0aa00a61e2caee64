import type * as z from 'zod';
import { OwnerScope } from '../accounts/owner-scope.ts';
import { LogEvent } from '../observability/events.ts';
import type { Logger } from '../observability/logger.ts';
import type { Clock } from '../platform/clock.ts';
import { StaleRunError } from '../platform/dynamo/store-errors.ts';
import { readJson } from '../platform/json-objects.ts';
import { mediaKeys } from '../platform/object-keys.ts';
import type { ObjectStore } from '../platform/object-store.ts';
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
  /** When the stage began, milliseconds since 1970; the same however often the stage is tried. */
  readonly sinceMs: number;
  /** Waits that end later than this (milliseconds since 1970) are longer than the job's patience. */
  readonly patientUntilMs: number;
  /** @throws when the stage before left nothing: a defect, or a bucket that lost an object */
  read<Schema extends z.ZodType>(stage: Stage, schema: Schema): Promise<z.output<Schema>>;
  /** The run goes on without something; the job says so at its end. @throws StaleRunError where nobody wants the run any more */
  fallShort(reason: JobReason): Promise<void>;
  /** @param share of the stage, 0–1, or null where it cannot be told @throws StaleRunError where nobody wants the run any more */
  progress(share: number | null, message: string): Promise<void>;
}

export type Summary = Readonly<Record<string, string | number | readonly string[] | readonly number[]>>;

/** What the state machine branches on, with the little the next states need: ids and counts, never bodies. */
export type StageAnswer =
  | ({ readonly outcome: 'done' } & Summary)
  | { readonly outcome: 'deferred'; readonly until: string; readonly why: string }
  | { readonly outcome: 'failed'; readonly code: string; readonly why: string }
  | { readonly outcome: 'superseded' };

export const SUPERSEDED: StageAnswer = { outcome: 'superseded' };

/**
 * Tells the job that the stage begins, or goes on.
 * @returns the run, or null where it has ended or been replaced and nothing may be changed any more
 */
export const openRun = async (
  deps: StageDeps,
  ref: JobRef,
  { stage, message }: { readonly stage: Stage; readonly message: string },
): Promise<StageRun | null> => {
  const scope = OwnerScope.fromMessage(ref);
  const tell = async (event: RunEvent): Promise<void> => {
    const told = await applyJobEvent(deps, scope, ref.jobId, event);
    if (told.kind === 'stale') throw new StaleRunError(`run ${ref.run} of job ${ref.jobId}`);
  };
  const begun = await applyJobEvent(deps, scope, ref.jobId, { type: 'stage-began', run: ref.run, stage, message });
  if (begun.kind === 'stale' || begun.kind === 'refused' || !isActive(begun.job)) return null;
  const { job } = begun;
  const sinceMs = job.state === 'queued' ? deps.clock() : Date.parse(job.progress.since);
  return {
    ref,
    scope,
    job,
    sinceMs,
    patientUntilMs: sinceMs + job.settings.patienceMinutes * 60_000,
    read: async (of, schema) => {
      const key = job.results[of] ?? mediaKeys.result(ref, of);
      const result = await readJson(deps.media, key, schema);
      if (result === null) throw new Error(`${of} of ${ref.jobId}, run ${ref.run}, left no result`);
      return result;
    },
    fallShort: reason => tell({ type: 'fell-short', run: ref.run, reason }),
    progress: (share, text) => tell({ type: 'progressed', run: ref.run, stage, share, message: text }),
  };
};

const OUTDATED: StageAnswer = {
  outcome: 'failed',
  code: 'JOB_OUTDATED',
  why: 'A later job of the project has published its results; this one no longer may.',
};

/** A write that was refused: the run has ended or been replaced meanwhile, or the project has gone on without it. */
export const orSuperseded = async (deps: StageDeps, ref: JobRef, work: Promise<StageAnswer>): Promise<StageAnswer> => {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof StaleRunError)) throw error;
    const job = await deps.jobs.get(OwnerScope.fromMessage(ref), ref.jobId);
    return job.run === ref.run && isActive(job) ? OUTDATED : SUPERSEDED;
  }
};

/** One line for each stage that ended, however it ended. */
export const logged = async (deps: StageDeps, ref: JobRef, stage: Stage, work: Promise<StageAnswer>): Promise<StageAnswer> => {
  const startedMs = deps.clock();
  const answer = await work;
  deps.logger.info(answer.outcome === 'superseded' ? LogEvent.superseded : LogEvent.stageEnded, {
    stage,
    jobId: ref.jobId,
    run: ref.run,
    workspaceId: ref.workspaceId,
    outcome: answer.outcome,
    milliseconds: deps.clock() - startedMs,
    ...(answer.outcome === 'failed' && { code: answer.code }),
  });
  return answer;
};
