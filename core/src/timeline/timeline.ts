import * as z from 'zod';
import { EntityKind, Qid } from '../entities/entity.ts';
import { RefusedImage } from '../images/image-candidate.ts';
import { Licence, ProviderId } from '../images/rights-record.ts';
import { PlainText } from '../platform/plain-text.ts';

/** Where in the frame a picture goes, in shares of the frame (0–1), so that it means the same at every resolution. */
export const Placement = z.object({
  x: z.number().min(0).max(1),
  y: z.number().min(0).max(1),
  width: z.number().min(0).max(1),
  height: z.number().min(0).max(1),
  fit: z.enum(['cover', 'contain']),
});
export type Placement = z.infer<typeof Placement>;

/** The picture of a cue. `preview` until it has been acquired; only `stored` pictures are published. */
export const CueImage = z.object({
  state: z.enum(['preview', 'stored']),
  candidateId: z.string(),
  /** SHA-256 of the stored picture, null while it is a preview. */
  imageId: z.string().nullable(),
  previewUrl: z.url(),
  width: z.int().positive(),
  height: z.int().positive(),
  provider: ProviderId,
  sourceUrl: z.url(),
  title: PlainText,
});
export type CueImage = z.infer<typeof CueImage>;

/** One picture on the timeline. */
export const Cue = z.object({
  id: z.string().regex(/^cue_[0-9a-z]+$/),
  entityId: z.string(),
  entity: z.object({ kind: EntityKind, label: PlainText, qid: Qid.nullable() }),
  fromWord: z.string(),
  /** Last word, inclusive. */
  toWord: z.string(),
  text: z.string().min(1),
  startMs: z.int().nonnegative(),
  durationMs: z.int().positive(),
  placement: Placement,
  transition: z.enum(['cut', 'fade']),
  score: z.number().min(0).max(1),
  image: CueImage,
  /** True for a picture that illustrates a word rather than shows a named thing. */
  illustrative: z.boolean(),
  licence: Licence,
  credit: PlainText,
  creditHtml: z.string().min(1),
  /** Why this picture, here: plain words with the reasons of emphasis, link and choice. */
  why: z.string().min(1),
  rejected: z.array(RefusedImage),
  review: z.enum(['automatic', 'approved']),
});
export type Cue = z.infer<typeof Cue>;

/** Sorted by start, never overlapping. */
export const Timeline = z.object({
  schemaVersion: z.literal(1),
  version: z.int().positive(),
  state: z.enum(['provisional', 'published']),
  durationMs: z.int().nonnegative(),
  cues: z.array(Cue),
  /** One sentence when there are no cues, or fewer than could be expected. */
  note: z.string().nullable(),
});
export type Timeline = z.infer<typeof Timeline>;
