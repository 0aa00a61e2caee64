import * as z from 'zod';
import type { StoredShape } from '../platform/stored-shape.ts';
import { ProjectId } from '../projects/project.ts';
import { JobSettings } from './job-settings.ts';
import { Stage } from './stage-message.ts';

/** Why something is missing or ended, with an error code of the catalogue. */
export const JobReason = z.object({ code: z.string().min(1), stage: Stage, why: z.string().min(1).max(1_000) });
export type JobReason = z.infer<typeof JobReason>;

/** More reasons than this are counted, not kept: the item must not grow with the talk. */
export const MOST_REASONS = 50;

const Time = z.iso.datetime();

const Common = z.object({
  schemaVersion: z.literal(1),
  id: z.string().regex(/^job_[0-9A-Z]+$/),
  projectId: ProjectId,
  /** Which attempt this is, from 1; it fences every write. */
  run: z.int().positive(),
  /** User or API key that asked. */
  requestedBy: z.string().min(1).max(100),
  settings: JobSettings,
  /** Stages that ended, of this run or kept from an earlier one: key of the object that holds the result. */
  results: z.partialRecord(Stage, z.string().min(1).max(1_024)),
  /** Milliseconds each ended stage took, waits included. */
  timings: z.partialRecord(Stage, z.int().nonnegative()),
  /** What this run had to go on without. */
  reasons: z.array(JobReason).max(MOST_REASONS),
  /** Further reasons that were counted only. */
  moreReasons: z.int().nonnegative(),
  createdAt: Time,
  updatedAt: Time,
  /** Counts its changes, from 1. */
  version: z.int().positive(),
});

const Progress = z.object({
  stage: Stage,
  /** When the stage began. */
  since: Time,
  /** Of the stage, 0–1, never falling; null where it cannot be told. */
  share: z.number().min(0).max(1).nullable(),
  /** One sentence for people. */
  message: z.string().min(1).max(500),
});

/** What a job waits for and until when, for example a provider's next quota window. */
export const JobWait = z.object({ for: z.string().min(1).max(200), until: Time });
export type JobWait = z.infer<typeof JobWait>;

const Queued = z.object({ ...Common.shape, state: z.literal('queued'), /** Stage to enter at. */ from: Stage });
const Running = z.object({ ...Common.shape, state: z.literal('running'), progress: Progress });
const Waiting = z.object({ ...Common.shape, state: z.literal('waiting'), progress: Progress, waiting: JobWait });
const Completed = z.object({ ...Common.shape, state: z.literal('completed'), endedAt: Time });
/** Completed without something; the reasons say what, and a retry may get it. */
const Partial = z.object({ ...Common.shape, state: z.literal('partial'), endedAt: Time, reasons: Common.shape.reasons.min(1) });
const Failed = z.object({ ...Common.shape, state: z.literal('failed'), endedAt: Time, error: JobReason });
const Cancelled = z.object({ ...Common.shape, state: z.literal('cancelled'), endedAt: Time, /** Where it stopped. */ stage: Stage });

/** One request to process a project. Fields exist in the states that have them. */
export const ProcessingJob = z.discriminatedUnion('state', [Queued, Running, Waiting, Completed, Partial, Failed, Cancelled]);
export type ProcessingJob = z.infer<typeof ProcessingJob>;
export type QueuedJob = z.infer<typeof Queued>;
export type ActiveJob = Extract<ProcessingJob, { state: 'queued' | 'running' | 'waiting' }>;
export type JobState = ProcessingJob['state'];

export const JOB_SHAPE = { name: 'job', version: 1, schema: ProcessingJob } satisfies StoredShape<typeof ProcessingJob>;

/** Whether it holds one of the workspace's places for running jobs. */
export const isActive = (job: ProcessingJob): job is ActiveJob =>
  job.state === 'queued' || job.state === 'running' || job.state === 'waiting';

/** Name of the run's execution: starting it twice is harmless. */
export const executionNameOf = (job: Pick<ProcessingJob, 'id' | 'run'>): string => `${job.id}-${job.run}`;

/** @returns a job as it begins: first run, first stage */
export const newJob = (
  given: Pick<QueuedJob, 'id' | 'projectId' | 'requestedBy' | 'settings'> & { readonly from: Stage },
  nowMs: number,
): QueuedJob => {
  const now = new Date(nowMs).toISOString();
  return {
    schemaVersion: 1,
    ...given,
    state: 'queued',
    run: 1,
    results: {},
    timings: {},
    reasons: [],
    moreReasons: 0,
    createdAt: now,
    updatedAt: now,
    version: 1,
  };
};
