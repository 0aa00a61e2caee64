import { fileTypeFromBuffer } from 'file-type';
import type { FileHandle } from 'node:fs/promises';
import { readAt } from './read-file.ts';

/** Bytes that are enough to tell every type apart. */
const SAMPLE_BYTES = 8_192;
const ID3_HEADER_BYTES = 10;

/** What a file is, by its bytes, and where its content begins. */
export interface MediaKind {
  /** For people and MediaInfo, for example `wav`, `mp4`. */
  readonly container: string;
  /** Who reads it: one of our decoders, or ffmpeg with exactly this demuxer. */
  readonly reader: 'wav' | 'flac' | 'mp3' | { readonly demuxer: string };
  /** First byte after an ID3 tag. */
  readonly start: number;
}

/** ffmpeg's demuxer for each other container that is read; what is not listed, playlists above all, is refused. */
const DEMUXERS: Readonly<Record<string, string>> = {
  mp4: 'mov',
  m4v: 'mov',
  m4a: 'mov',
  m4b: 'mov',
  mov: 'mov',
  '3gp': 'mov',
  '3g2': 'mov',
  mkv: 'matroska',
  webm: 'matroska',
  ogg: 'ogg',
  oga: 'ogg',
  ogv: 'ogg',
  ogm: 'ogg',
  ogx: 'ogg',
  opus: 'ogg',
  spx: 'ogg',
  aac: 'aac',
  aif: 'aiff',
  avi: 'avi',
  flv: 'flv',
  asf: 'asf',
  mpg: 'mpeg',
  mts: 'mpegts',
  amr: 'amr',
  ac3: 'ac3',
};

const MPEG_LAYERS: ReadonlySet<string> = new Set(['mp1', 'mp2', 'mp3']);

/** Length of an ID3v2 tag at the start, bytes; its size is written in 7-bit bytes. */
const id3Bytes = (head: Buffer): number => {
  if (head.length < ID3_HEADER_BYTES || head.toString('latin1', 0, 3) !== 'ID3') return 0;
  const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + (head[at]! & 0x7f), 0);
  return ID3_HEADER_BYTES + size;
};

const isWave = (head: Buffer): boolean =>
  ['RIFF', 'RF64'].includes(head.toString('latin1', 0, 4)) && head.toString('latin1', 8, 12) === 'WAVE';

/** Sony Wave64, as some recorders write it: the identifiers of RIFF and of WAVE, 8 bytes of length between them. */
const WAVE64 = { riff: '726966662e91cf11a5d628db04c10000', wave: '77617665f3acd3118cd100c04f8edb8a', waveAt: 24 };

const isWave64 = (head: Buffer): boolean =>
  head.toString('hex', 0, 16) === WAVE64.riff && head.toString('hex', WAVE64.waveAt, WAVE64.waveAt + 16) === WAVE64.wave;

/** @returns what the bytes say, never the name; null where it is no media we know */
export const mediaKind = async (file: FileHandle): Promise<MediaKind | null> => {
  const start = id3Bytes(await readAt(file, 0, ID3_HEADER_BYTES));
  const head = await readAt(file, start, SAMPLE_BYTES);
  if (isWave(head)) return { container: 'wav', reader: 'wav', start };
  if (isWave64(head)) return { container: 'w64', reader: { demuxer: 'w64' }, start };
  const type = await fileTypeFromBuffer(head);
  if (type === undefined) return start > 0 ? { container: 'mp3', reader: 'mp3', start } : null;
  if (type.ext === 'flac') return { container: 'flac', reader: 'flac', start };
  if (MPEG_LAYERS.has(type.ext)) return { container: type.ext, reader: 'mp3', start };
  const demuxer = DEMUXERS[type.ext];
  return demuxer === undefined ? null : { container: type.ext, reader: { demuxer }, start };
};
