import * as z from 'zod';
import { PlainText } from '../platform/plain-text.ts';
import type { StoredShape } from '../platform/stored-shape.ts';
import { ProjectId } from './project.ts';

const Begun = z.object({
  schemaVersion: z.literal(1),
  id: z.string().regex(/^upl_[0-9A-Z]+$/),
  projectId: ProjectId,
  /** Of the user's file, for people only; the key is ours. */
  fileName: PlainText,
  key: z.string().min(1).max(1_024),
  /** Of S3's multipart upload. */
  s3UploadId: z.string().min(1).max(500),
  bytes: z.int().positive(),
  parts: z.int().min(1).max(10_000),
  partBytes: z.int().positive(),
  /**
   * SHA-256 over the announced SHA-256 of all parts, base64: what S3 must state for the whole. Keeping the parts' own
   * (up to 440 KB) would break the item.
   */
  checksum: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
  createdAt: z.iso.datetime(),
  /** Until its part addresses are good; an open upload is removed after it. */
  expiresAt: z.iso.datetime(),
  version: z.int().positive(),
});

/** A multipart upload of media, from its announcement to the bytes being accepted or not. */
export const Upload = z.discriminatedUnion('state', [
  z.object({ ...Begun.shape, state: z.literal('open') }),
  z.object({ ...Begun.shape, state: z.literal('completed'), endedAt: z.iso.datetime() }),
  /** `code` of the catalogue: incomplete, too large, not media. */
  z.object({ ...Begun.shape, state: z.literal('refused'), endedAt: z.iso.datetime(), code: z.string().min(1) }),
  z.object({ ...Begun.shape, state: z.literal('abandoned'), endedAt: z.iso.datetime() }),
]);
export type Upload = z.infer<typeof Upload>;

export const UPLOAD_SHAPE = { name: 'upload', version: 1, schema: Upload } satisfies StoredShape<typeof Upload>;

export type UploadEnd = { readonly state: 'completed' | 'abandoned' } | { readonly state: 'refused'; readonly code: string };

/** @returns the upload ended, or null where it had ended before */
export const endUpload = (upload: Upload, end: UploadEnd, nowMs: number): Upload | null =>
  upload.state === 'open' ? { ...upload, ...end, endedAt: new Date(nowMs).toISOString(), version: upload.version + 1 } : null;
