import * as z from 'zod';
import { ScopeClaims } from '../accounts/owner-scope.ts';

/** The stages of a run, in order. */
export const STAGES = ['hear', 'plan', 'link', 'search', 'rank', 'compose', 'acquire', 'publish'] as const;
export const Stage = z.enum(STAGES);
export type Stage = z.infer<typeof Stage>;

/** Names one run of one job, and whose it is. Only our own code can send one: IAM lets nobody else start the machine or write the queues. */
export const JobRef = z.object({
  ...ScopeClaims.shape,
  projectId: z.string().regex(/^prj_[0-9A-Z]+$/),
  jobId: z.string().regex(/^job_[0-9A-Z]+$/),
  run: z.int().positive(),
});
export type JobRef = z.infer<typeof JobRef>;

/** Input of the state machine. */
export const RunInput = z.object({
  job: JobRef,
  /** Stage to enter at; the results of those before it exist. */
  from: Stage,
  input: z.enum(['media', 'transcript']),
});
export type RunInput = z.infer<typeof RunInput>;

/** What a stage's Lambda is given. */
export const StageInput = z.object({ job: JobRef });

/** The same for one batch of a stage of many pieces: entities to search for, cues whose pictures are fetched. */
export const BatchInput = z.object({ job: JobRef, batch: z.int().nonnegative() });
export type BatchRef = z.infer<typeof BatchInput>;

const Message = z.object({ version: z.literal(1), taskToken: z.string().min(1), job: JobRef });

/**
 * Messages to the worker: media to hear, of the speech queue, and pictures to look at, of the ranking queue. `version` changes
 * when a worker of the version before could not read it.
 */
export const WorkerMessage = z.discriminatedUnion('type', [
  Message.extend({ type: z.literal('hear') }),
  Message.extend({ type: z.literal('rank') }),
]);
export type WorkerMessage = z.infer<typeof WorkerMessage>;
