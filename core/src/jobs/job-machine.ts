import type { ErrorCode } from '../errors/catalogue.ts';
import { isActive, MOST_REASONS, type ActiveJob, type JobReason, type ProcessingJob } from './job.ts';
import type { JobEvent, RunEvent } from './job-event.ts';
import { STAGES, type Stage } from './stage-message.ts';

export type Transition =
  | { readonly kind: 'changed'; readonly job: ProcessingJob }
  /** It is so already: the same event came twice. */
  | { readonly kind: 'unchanged'; readonly job: ProcessingJob }
  /** The event belongs to a run that has ended or been replaced: drop the work behind it. */
  | { readonly kind: 'stale' }
  /** A user asks for what the state does not allow. */
  | { readonly kind: 'refused'; readonly code: ErrorCode };

type Common = Omit<ActiveJob, 'state' | 'from' | 'progress' | 'waiting'>;

const commonOf = (job: ProcessingJob): Common => {
  const {
    schemaVersion,
    id,
    projectId,
    run,
    requestedBy,
    settings,
    results,
    timings,
    reasons,
    moreReasons,
    createdAt,
    updatedAt,
    version,
  } = job;
  return {
    schemaVersion,
    id,
    projectId,
    run,
    requestedBy,
    settings,
    results,
    timings,
    reasons,
    moreReasons,
    createdAt,
    updatedAt,
    version,
  };
};

/** Where an active job is. */
const stageOf = (job: ActiveJob): Stage => (job.state === 'queued' ? job.from : job.progress.stage);

const earliest = (stages: readonly Stage[]): Stage => STAGES.find(stage => stages.includes(stage)) ?? STAGES[0];

/** The stage a retry enters at: the failed one, the one that was interrupted, or the first that fell short; null: nothing to retry. */
const retryStage = (job: ProcessingJob): Stage | null => {
  switch (job.state) {
    case 'failed':
      return job.error.stage;
    case 'cancelled':
      return job.stage;
    case 'partial':
      return earliest(job.reasons.map(reason => reason.stage));
    case 'queued':
    case 'running':
    case 'waiting':
    case 'completed':
      return null;
  }
};

/** Keeps what the stages before `from` left. */
const before = <T>(record: Partial<Record<Stage, T>>, from: Stage): Partial<Record<Stage, T>> => {
  const kept: Partial<Record<Stage, T>> = {};
  for (const stage of STAGES.slice(0, STAGES.indexOf(from))) {
    const value = record[stage];
    if (value !== undefined) kept[stage] = value;
  }
  return kept;
};

const again = (job: ProcessingJob, from: Stage, now: string): Transition => {
  const { results, timings, ...common } = commonOf(job);
  const kept = { results: before(results, from), timings: before(timings, from), reasons: [], moreReasons: 0 };
  const next = { run: job.run + 1, version: job.version + 1, updatedAt: now };
  return { kind: 'changed', job: { ...common, ...kept, ...next, state: 'queued', from } };
};

const retried = (job: ProcessingJob, now: string): Transition => {
  // Asked for twice: it runs again already.
  if (isActive(job) && job.run > 1) return { kind: 'unchanged', job };
  const wanted = retryStage(job);
  if (wanted === null) return { kind: 'refused', code: 'JOB_NOT_RETRYABLE' };
  // Pieces of a stage that were not gathered yet lie with the run that made them, so the stage is entered again.
  return again(job, STAGES.find(stage => stage === wanted || job.results[stage] === undefined) ?? wanted, now);
};

/** A job that has ended and got as far as `from` can decide anew from there on; one that runs, or stopped before, comes to it by itself. */
const revised = (job: ProcessingJob, from: Stage, now: string): Transition => {
  const hasAllBefore = STAGES.slice(0, STAGES.indexOf(from)).every(stage => job.results[stage] !== undefined);
  return isActive(job) || !hasAllBefore ? { kind: 'refused', code: 'JOB_NOT_RETRYABLE' } : again(job, from, now);
};

const cancelled = (job: ProcessingJob, now: string): Transition => {
  if (job.state === 'cancelled') return { kind: 'unchanged', job };
  if (!isActive(job)) return { kind: 'refused', code: 'JOB_ENDED' };
  const common = { ...commonOf(job), version: job.version + 1, updatedAt: now };
  return { kind: 'changed', job: { ...common, state: 'cancelled', endedAt: now, stage: stageOf(job) } };
};

const fellShort = (job: ActiveJob, common: Pick<Common, 'version' | 'updatedAt'>, reason: JobReason): ProcessingJob => {
  const { version, updatedAt } = common;
  const isKnown = job.reasons.some(known => known.code === reason.code && known.stage === reason.stage && known.why === reason.why);
  if (isKnown) return job;
  if (job.reasons.length >= MOST_REASONS) return { ...job, version, updatedAt, moreReasons: job.moreReasons + 1 };
  return { ...job, version, updatedAt, reasons: [...job.reasons, reason] };
};

const ended = (job: ActiveJob, common: Common, event: Extract<RunEvent, { type: 'finished' | 'failed' }>, now: string): ProcessingJob => {
  if (event.type === 'failed') {
    const error = { ...event.error, stage: event.error.stage ?? stageOf(job) };
    return { ...common, state: 'failed', endedAt: now, error };
  }
  const state = job.reasons.length > 0 ? 'partial' : 'completed';
  return { ...common, state, endedAt: now };
};

const since = ({ progress }: { readonly progress: { readonly since: string } }, now: string): number =>
  Math.max(0, Date.parse(now) - Date.parse(progress.since));

/** Begun twice is begun once: a stage that is tried again goes on from where it was, and a wait that has not passed goes on too. */
const stageBegan = (job: ActiveJob, common: Common, event: Extract<RunEvent, { type: 'stage-began' }>, now: string): ProcessingJob => {
  if (job.results[event.stage] !== undefined) return job;
  const place = job.state === 'queued' ? -1 : STAGES.indexOf(job.progress.stage);
  if (STAGES.indexOf(event.stage) < place) return job;
  if (job.state === 'queued' || job.progress.stage !== event.stage) {
    // A stage of many pieces does not know which of them is its last: it ends when the next one begins.
    const isTimed = job.state === 'queued' || job.timings[job.progress.stage] !== undefined;
    const timings = isTimed ? job.timings : { ...job.timings, [job.progress.stage]: since(job, now) };
    return { ...common, timings, state: 'running', progress: { stage: event.stage, since: now, share: 0, message: event.message } };
  }
  const isOver = job.state === 'waiting' && Date.parse(job.waiting.until) <= Date.parse(now);
  return isOver ? { ...common, state: 'running', progress: job.progress } : job;
};

const stageEnded = (job: ActiveJob, common: Common, event: Extract<RunEvent, { type: 'stage-ended' }>, now: string): ProcessingJob => {
  if (job.results[event.stage] === event.key) return job;
  const results = { ...job.results, [event.stage]: event.key };
  if (job.state === 'queued') return { ...common, results, state: 'queued', from: job.from };
  if (job.progress.stage !== event.stage) return { ...common, results, state: 'running', progress: job.progress };
  const timings = { ...job.timings, [event.stage]: since(job, now) };
  return { ...common, results, timings, state: 'running', progress: { ...job.progress, share: 1 } };
};

/** Pieces of a stage report in any order: what was reached stays reached and said, and a stage that was left is not gone back to. */
const progressed = (job: ActiveJob, common: Common, event: Extract<RunEvent, { type: 'progressed' }>, now: string): ProcessingJob => {
  const current = job.state === 'queued' ? null : job.progress;
  if (STAGES.indexOf(event.stage) < STAGES.indexOf(stageOf(job))) return job;
  const before = current?.stage === event.stage ? current : { since: now, share: null, message: event.message };
  const isBehind = event.share !== null && event.share < (before.share ?? 0);
  const progress = {
    stage: event.stage,
    since: before.since,
    share: isBehind ? before.share : (event.share ?? before.share),
    message: isBehind ? before.message : event.message,
  };
  return job.state === 'waiting'
    ? { ...common, state: 'waiting', progress, waiting: job.waiting }
    : { ...common, state: 'running', progress };
};

const active = (job: ActiveJob, event: RunEvent, now: string): ProcessingJob => {
  const common = { ...commonOf(job), version: job.version + 1, updatedAt: now };
  switch (event.type) {
    case 'stage-began':
      return stageBegan(job, common, event, now);
    case 'progressed':
      return progressed(job, common, event, now);
    case 'waited':
      return job.state === 'queued' ? job : { ...common, state: 'waiting', progress: job.progress, waiting: event.waiting };
    case 'stage-ended':
      return stageEnded(job, common, event, now);
    case 'fell-short':
      return fellShort(job, common, event.reason);
    case 'finished':
    case 'failed':
      return ended(job, common, event, now);
  }
};

const isRepeated = (job: ProcessingJob, event: RunEvent): boolean =>
  (event.type === 'finished' && (job.state === 'completed' || job.state === 'partial')) ||
  (event.type === 'failed' && job.state === 'failed');

/** What an event makes of a job: pure, and defined for every state and event. */
export const transition = (job: ProcessingJob, event: JobEvent, nowMs: number): Transition => {
  const now = new Date(nowMs).toISOString();
  if (event.type === 'cancelled') return cancelled(job, now);
  if (event.type === 'retried') return retried(job, now);
  if (event.type === 'revised') return revised(job, event.from, now);
  if (event.run !== job.run) return { kind: 'stale' };
  if (!isActive(job)) return isRepeated(job, event) ? { kind: 'unchanged', job } : { kind: 'stale' };
  const next = active(job, event, now);
  return next === job ? { kind: 'unchanged', job } : { kind: 'changed', job: next };
};
