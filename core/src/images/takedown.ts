import * as z from 'zod';
import { PlainText } from '../platform/plain-text.ts';
import type { StoredShape } from '../platform/stored-shape.ts';
import { ImageCandidate } from './image-candidate.ts';
import { StoredImage } from './stored-image.ts';

/** That a picture is to be shown nowhere any more: barred from the moment it is asked for, removed as fast as it can be. */
export const Takedown = z.object({
  schemaVersion: z.literal(1),
  imageId: StoredImage.shape.id,
  candidateId: ImageCandidate.shape.id,
  pageUrl: z.url(),
  reason: PlainText,
  /** User, or `re-check`. */
  requestedBy: z.string().min(1).max(100),
  requestedAt: z.iso.datetime(),
  state: z.enum(['under-way', 'done']),
  /** Projects whose timeline showed it and cues taken out of them, so far. */
  projects: z.int().nonnegative(),
  cues: z.int().nonnegative(),
  doneAt: z.iso.datetime().nullable(),
  version: z.int().positive(),
});
export type Takedown = z.infer<typeof Takedown>;

export const TAKEDOWN_SHAPE = { name: 'takedown', version: 1, schema: Takedown } satisfies StoredShape<typeof Takedown>;
