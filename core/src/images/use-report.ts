import * as z from 'zod';
import type { StoredShape } from '../platform/stored-shape.ts';
import { ImageCandidate } from './image-candidate.ts';
import { ImageUse } from './image-use.ts';

/**
 * That a project uses a picture whose provider wants to be told of it. It is sent apart from the job, once for a project,
 * however often the picture is on its timeline or the job is run again.
 */
export const UseReport = z.object({
  schemaVersion: z.literal(1),
  workspaceId: ImageUse.shape.workspaceId,
  projectId: ImageUse.shape.projectId,
  candidateId: ImageCandidate.shape.id,
  provider: ImageCandidate.shape.provider,
  useReportUrl: z.url(),
  requestedAt: z.iso.datetime(),
  /** `sent` also where it was claimed by a process that was killed before the provider answered: better lost than told twice. */
  state: z.enum(['due', 'sent']),
  /** Not before. */
  dueAt: z.iso.datetime(),
  /** How often it was put off. */
  postponed: z.int().nonnegative(),
});
export type UseReport = z.infer<typeof UseReport>;

export const USE_REPORT_SHAPE = { name: 'use-report', version: 1, schema: UseReport } satisfies StoredShape<typeof UseReport>;
