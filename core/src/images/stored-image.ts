import * as z from 'zod';
import { ImageCandidate } from './image-candidate.ts';

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** One file in the bucket made from a picture. */
export const ImageVariant = z.object({
  /** `master` is what exports use; `thumb` is for lists; a preset's name is a crop for that placement. */
  name: z.string().min(1),
  key: z.string().min(1),
  mime: z.enum(['image/jpeg', 'image/png']),
  width: z.int().positive(),
  height: z.int().positive(),
  bytes: z.int().positive(),
});
export type ImageVariant = z.infer<typeof ImageVariant>;

/** A chosen picture in our bucket. The catalogue is operator-wide: it holds only third-party pictures, never a workspace's own. */
export const StoredImage = z.object({
  schemaVersion: z.literal(1),
  /** SHA-256 of the downloaded bytes, which is also its key. */
  id: Sha256,
  candidate: ImageCandidate,
  variants: z.array(ImageVariant).min(1),
  /** 64-bit DCT hash, 16 hex digits. */
  perceptualHash: z.string().regex(/^[0-9a-f]{16}$/),
  /** Base64 thumbhash. */
  thumbhash: z.string().min(1),
  fetchedAt: z.iso.datetime(),
  /** Bytes, type and pixels as downloaded. */
  original: z.object({ bytes: z.int().positive(), mime: z.string(), width: z.int().positive(), height: z.int().positive() }),
});
export type StoredImage = z.infer<typeof StoredImage>;
