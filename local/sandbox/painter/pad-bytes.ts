import { crc32 } from 'node:zlib';
import type { PictureFormat } from './painter.ts';

/** Most bytes of one JPEG comment segment, its two length bytes not counted. */
const LONGEST_COMMENT = 65_533;

/** @returns JPEG comment segments of exactly `length` bytes together; `length` is at least 4 */
const jpegComments = (length: number): Buffer => {
  const parts: Buffer[] = [];
  for (let left = length; left > 0;) {
    let size = Math.min(left, LONGEST_COMMENT + 4);
    if (left - size > 0 && left - size < 4) size -= 4;
    const segment = Buffer.alloc(size, 0x20);
    segment.writeUInt16BE(0xfffe, 0);
    segment.writeUInt16BE(size - 2, 2);
    parts.push(segment);
    left -= size;
  }
  return Buffer.concat(parts);
};

/** @returns one private ancillary PNG chunk of exactly `length` bytes; `length` is at least 12 */
const pngChunk = (length: number): Buffer => {
  const chunk = Buffer.alloc(length, 0x20);
  chunk.writeUInt32BE(length - 12, 0);
  chunk.write('paDd', 4, 'latin1');
  chunk.writeUInt32BE(crc32(chunk.subarray(4, length - 4)), length - 4);
  return chunk;
};

/** @returns the file with one unknown chunk of exactly `length` bytes at its end; `length` is at least 8 */
const withWebpChunk = (bytes: Buffer, length: number): Buffer => {
  const chunk = Buffer.alloc(length, 0x20);
  chunk.write('paDd', 0, 'latin1');
  chunk.writeUInt32LE(length - 8, 4);
  const longer = Buffer.concat([bytes, chunk]);
  longer.writeUInt32LE(longer.length - 8, 4);
  return longer;
};

const insert = (bytes: Buffer, at: number, filling: Buffer): Buffer => Buffer.concat([bytes.subarray(0, at), filling, bytes.subarray(at)]);

/** Signature and header chunk of a PNG; in a JPEG the filling goes after the first segment, which has to be the file's header. */
const PNG_HEADER = 33;

/**
 * Brings a file to the length that its provider states, with comments that no decoder minds.
 * @returns the bytes as they are where no length is asked for, they are longer already, or the format takes no filling
 */
export const padTo = (bytes: Buffer, format: PictureFormat, length: number | undefined): Buffer => {
  const missing = (length ?? 0) - bytes.length;
  if (format === 'jpeg' && missing >= 4) return insert(bytes, 4 + bytes.readUInt16BE(4), jpegComments(missing));
  if (format === 'png' && missing >= 12) return insert(bytes, PNG_HEADER, pngChunk(missing));
  if (format === 'svg' && missing >= 7) return Buffer.concat([bytes, Buffer.from(`<!--${' '.repeat(missing - 7)}-->`)]);
  if (format === 'webp' && missing >= 8) return withWebpChunk(bytes, missing);
  // Nothing in a GIF or a TIFF is found by its distance from the end, so whatever follows is passed over.
  if ((format === 'gif' || format === 'tiff') && missing > 0) return Buffer.concat([bytes, Buffer.alloc(missing)]);
  return bytes;
};
