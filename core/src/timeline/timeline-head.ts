import * as z from 'zod';
import { JobRef } from '../jobs/stage-message.ts';
import type { StoredShape } from '../platform/stored-shape.ts';
import { ObjectPointer, ProjectId } from '../projects/project.ts';
import { Timeline } from './timeline.ts';

/** What a table holds of a timeline; the cues are in its object, because they grow with the talk. */
export const TimelineHead = z.object({
  schemaVersion: z.literal(1),
  projectId: ProjectId,
  /** Counts the project's timelines and their edits, from 1; it is the entity tag. */
  version: Timeline.shape.version,
  state: Timeline.shape.state,
  /** The run that made it. */
  jobId: JobRef.shape.jobId,
  run: z.int().positive(),
  body: ObjectPointer,
  summary: z.object({ cues: z.int().nonnegative(), durationMs: z.int().nonnegative(), note: z.string().max(1_000).nullable() }),
  updatedAt: z.iso.datetime(),
});
export type TimelineHead = z.infer<typeof TimelineHead>;

export const TIMELINE_HEAD_SHAPE = { name: 'timeline-head', version: 1, schema: TimelineHead } satisfies StoredShape<typeof TimelineHead>;
