import type { FileHandle } from 'node:fs/promises';
import { AppError } from '../../errors/app-error.ts';
import { readAt } from './read-file.ts';

/** What a WAV file's header says, and where its samples lie. */
export interface WavFormat {
  readonly encoding: 'integer' | 'float' | 'mulaw' | 'alaw' | 'other';
  readonly channels: number;
  readonly sampleRate: number;
  readonly bitsPerSample: number;
  /** Bytes of one sample of every channel. */
  readonly frameBytes: number;
  readonly dataStart: number;
  readonly dataEnd: number;
}

const HEADER_BYTES = 12;
const CHUNK_HEADER_BYTES = 8;
/** Chunks looked at before the samples; real files have a handful. */
const MOST_CHUNKS = 1_000;
/** In a size field: written as a stream, so the end of the file is the end of the samples; in RF64: see `ds64`. */
const UNKNOWN = 0xffff_ffff;
const EXTENSIBLE = 0xfffe;
const ENCODINGS: ReadonlyMap<number, WavFormat['encoding']> = new Map([
  [1, 'integer'],
  [3, 'float'],
  [6, 'alaw'],
  [7, 'mulaw'],
]);

const endsEarly = (): AppError => new AppError('MEDIA_TRUNCATED', { detail: 'The WAV file ends before its samples begin.' });

const readWhole = async (file: FileHandle, at: number, length: number): Promise<Buffer> => {
  const bytes = await readAt(file, at, length);
  if (bytes.length < length) throw endsEarly();
  return bytes;
};

type Layout = Omit<WavFormat, 'dataStart' | 'dataEnd'>;

const malformed = (detail: string): AppError => new AppError('MEDIA_UNSUPPORTED', { detail: `This WAV file cannot be read: ${detail}.` });

const layoutOf = (chunk: Buffer): Layout => {
  if (chunk.length < 16) throw malformed('its format chunk is too short');
  const tag = chunk.readUInt16LE(0);
  const subFormat = tag === EXTENSIBLE && chunk.length >= 26 ? chunk.readUInt16LE(24) : tag;
  const channels = chunk.readUInt16LE(2);
  const frameBytes = chunk.readUInt16LE(12);
  const bitsPerSample = channels === 0 ? 0 : (8 * frameBytes) / channels;
  return { encoding: ENCODINGS.get(subFormat) ?? 'other', channels, sampleRate: chunk.readUInt32LE(4), bitsPerSample, frameBytes };
};

const dataEndOf = (declared: number, wide: number | null, dataStart: number, size: number): number => {
  if (declared === UNKNOWN && wide !== null) return dataStart + wide;
  return declared === 0 || declared === UNKNOWN ? size : dataStart + declared;
};

/** @param size of the file, bytes @throws AppError `MEDIA_TRUNCATED` or `MEDIA_UNSUPPORTED` */
export const readWavFormat = async (file: FileHandle, size: number): Promise<WavFormat> => {
  let layout: Layout | null = null;
  let wide: number | null = null;
  let at = HEADER_BYTES;
  for (let chunks = 0; chunks < MOST_CHUNKS; chunks++) {
    const header = await readAt(file, at, CHUNK_HEADER_BYTES);
    if (header.length < CHUNK_HEADER_BYTES) throw endsEarly();
    const id = header.toString('latin1', 0, 4);
    const length = header.readUInt32LE(4);
    const body = at + CHUNK_HEADER_BYTES;
    if (id === 'fmt ') layout = layoutOf(await readWhole(file, body, Math.min(length, 40)));
    if (id === 'ds64') wide = Number((await readWhole(file, body, 16)).readBigUInt64LE(8));
    if (id === 'data') {
      if (layout === null) throw malformed('its samples come before their format');
      const dataEnd = dataEndOf(length, wide, body, size);
      if (dataEnd > size) throw new AppError('MEDIA_TRUNCATED', { detail: `The WAV file announces ${dataEnd} bytes and has ${size}.` });
      return { ...layout, dataStart: body, dataEnd };
    }
    at = body + length + (length % 2);
  }
  throw malformed('no samples were found');
};
