import * as z from 'zod';
import type { StoredShape } from '../platform/stored-shape.ts';
import type { RowKind } from '../projects/project-rows.ts';
import { Cue } from '../timeline/timeline.ts';
import { StoredImage } from './stored-image.ts';

/** That a cue of a project shows a picture of the catalogue: what is checked again, and whom a takedown concerns. */
export const ImageUse = z.object({
  schemaVersion: z.literal(1),
  workspaceId: z.string().min(1),
  projectId: z.string().min(1),
  cueId: Cue.shape.id,
  imageId: StoredImage.shape.id,
  /** Since when. */
  usedAt: z.iso.datetime(),
});
export type ImageUse = z.infer<typeof ImageUse>;

export const IMAGE_USE_SHAPE = { name: 'image-use', version: 1, schema: ImageUse } satisfies StoredShape<typeof ImageUse>;

export const IMAGE_USE_KIND = { shape: IMAGE_USE_SHAPE, imageIdOf: use => use.imageId } satisfies RowKind<typeof ImageUse>;
