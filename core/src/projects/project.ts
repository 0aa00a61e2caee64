import * as z from 'zod';
import { JobSettings } from '../jobs/job-settings.ts';
import { PlainText } from '../platform/plain-text.ts';
import type { StoredShape } from '../platform/stored-shape.ts';
import { MediaInfo } from '../speech/media-info.ts';
import { TranscriptSource } from '../speech/transcript.ts';

export const ProjectId = z.string().regex(/^prj_[0-9A-Z]+$/);
const JobId = z.string().regex(/^job_[0-9A-Z]+$/);
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** An object of ours in S3: what a table holds instead of a body that grows with the talk. */
export const ObjectPointer = z.object({ key: z.string().min(1).max(1_024), bytes: z.int().nonnegative(), sha256: Sha256 });
export type ObjectPointer = z.infer<typeof ObjectPointer>;

/** The uploaded media, once its bytes are complete and are what was announced. */
const MediaInput = z.object({
  key: z.string().min(1).max(1_024),
  bytes: z.int().positive(),
  /** SHA-256 over the parts' SHA-256, as S3 states it for an object of several parts: base64, `-`, number of parts. */
  checksum: z.string().min(1).max(60),
  contentType: z.string().min(3).max(100),
  /** Null until it has been probed. */
  info: MediaInfo.nullable(),
});
export type MediaInput = z.infer<typeof MediaInput>;

/** The given words, parsed and kept as a Transcript. */
export const TranscriptInput = z.object({
  ...ObjectPointer.shape,
  source: TranscriptSource,
  words: z.int().positive(),
  durationMs: z.int().nonnegative(),
});
export type TranscriptInput = z.infer<typeof TranscriptInput>;

/** What a project can be asked for. */
export const ResultKind = z.enum(['transcript', 'emphasis', 'entities', 'timeline', 'manifest']);
export type ResultKind = z.infer<typeof ResultKind>;

/** The newest result of its kind, and the run it came from. */
export const ResultPointer = z.object({ ...ObjectPointer.shape, jobId: JobId, run: z.int().positive() });
export type ResultPointer = z.infer<typeof ResultPointer>;

/** One video, audio or transcript and everything derived from it. */
export const VideoProject = z.object({
  schemaVersion: z.literal(1),
  id: ProjectId,
  name: PlainText,
  /** BCP 47. */
  language: z.string().min(2).max(35),
  media: MediaInput.nullable(),
  transcript: TranscriptInput.nullable(),
  /** What its jobs use where they say nothing else. */
  settings: JobSettings,
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** Counts the edits of users and uploads, from 1; it is the entity tag. Results do not raise it. */
  version: z.int().positive(),
  /** Written with the job, never by an edit. */
  latestJobId: JobId.nullable(),
  /** Written by runs, each under its fence. */
  results: z.partialRecord(ResultKind, ResultPointer),
});
export type VideoProject = z.infer<typeof VideoProject>;

export const PROJECT_SHAPE = { name: 'project', version: 1, schema: VideoProject } satisfies StoredShape<typeof VideoProject>;
