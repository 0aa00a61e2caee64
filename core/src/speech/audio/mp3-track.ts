import CodecParser, { type CodecFrame } from 'codec-parser';
import { MPEGDecoder } from 'mpg123-decoder';
import { AppError } from '../../errors/app-error.ts';
import type { SoundTrack } from './decoded-audio.ts';
import { readBlocks, withFile } from './read-file.ts';

/** Fewest frames of a file that is MPEG audio and not something that looks like it for a moment. */
const FEWEST_FRAMES = 2;
/** Frames that may be missing at the end before a file counts as cut off: encoders count the first one or not. */
const SPARE_FRAMES = 1;

const drain = (iterator: Iterator<CodecFrame>): CodecFrame[] => {
  const frames: CodecFrame[] = [];
  for (let next = iterator.next(); next.done !== true; next = iterator.next()) frames.push(next.value);
  return frames;
};

/** Frames of the stream, some at a time; tags and other bytes between them are left out. */
async function* readFrames(path: string, start: number, end: number): AsyncGenerator<CodecFrame[]> {
  const parser = new CodecParser<CodecFrame>('audio/mpeg', { enableFrameCRC32: false });
  for await (const bytes of readBlocks(path, start, end)) yield drain(parser.parseChunk(bytes));
  yield drain(parser.flush());
}

/** What an encoder writes into a first frame that holds no sound. */
interface InfoTag {
  readonly frames: number | null;
  /** Samples of silence added before and after the sound. */
  readonly delay: number;
  readonly padding: number;
}

/** Layout of the Xing tag with LAME's extension: flags and frame count after the name, delay and padding at 141, 12 bits each. */
const infoTagOf = ({ data }: CodecFrame): InfoTag | null => {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const head = bytes.subarray(0, 64);
  const at = Math.max(head.indexOf('Xing'), head.indexOf('Info'));
  if (at < 0 || bytes.length < at + 12) return null;
  const frames = (bytes.readUInt32BE(at + 4) & 1) === 1 ? bytes.readUInt32BE(at + 8) : null;
  const gaps = bytes.length < at + 144 ? 0 : bytes.readUIntBE(at + 141, 3);
  return { frames, delay: gaps >> 12, padding: gaps & 0xfff };
};

/** A last frame with fewer bytes than its bit rate asks for was cut off. */
const isWhole = ({ data, header, samples }: CodecFrame): boolean =>
  data.length >= Math.floor((samples * header.bitrate * 125) / header.sampleRate);

interface Scan {
  readonly sampleRate: number;
  readonly channels: number;
  readonly length: number;
}

const scan = async (path: string, start: number, end: number): Promise<Scan> => {
  let first: CodecFrame | null = null;
  let last: CodecFrame | null = null;
  let tag: InfoTag | null = null;
  let frames = 0;
  let samples = 0;
  for await (const block of readFrames(path, start, end)) {
    for (const frame of block) {
      if (first === null) tag = infoTagOf(frame);
      first ??= frame;
      last = frame;
      frames++;
      samples += frame.samples;
    }
  }
  if (first === null || last === null || frames < FEWEST_FRAMES)
    throw new AppError('MEDIA_UNSUPPORTED', { detail: 'No MPEG audio frames follow each other in this file.' });
  if (!isWhole(last) || frames + SPARE_FRAMES < (tag?.frames ?? 0)) {
    throw new AppError('MEDIA_TRUNCATED', { detail: `The MP3 file ends within or before its last frame (${frames} are there).` });
  }
  const silent = tag === null ? 0 : first.samples + tag.delay + tag.padding;
  return { sampleRate: first.header.sampleRate, channels: first.header.channels, length: Math.max(0, samples - silent) };
};

async function* decode(path: string, start: number, end: number): AsyncGenerator<Float32Array[]> {
  const decoder = new MPEGDecoder();
  try {
    await decoder.ready;
    for await (const frames of readFrames(path, start, end)) {
      const { channelData, samplesDecoded } = decoder.decodeFrames(frames.map(frame => frame.data));
      if (samplesDecoded > 0) yield channelData;
    }
  } finally {
    decoder.free();
  }
}

/** @param codec `mp3`, or the layer below it @param start where the frames begin, past any tag, bytes @throws AppError `MEDIA_TRUNCATED`, `MEDIA_UNSUPPORTED` */
export const openMp3 = async (path: string, codec: string, start: number): Promise<SoundTrack> => {
  const end = await withFile(path, (_, size) => Promise.resolve(size));
  const { sampleRate, channels, length } = await scan(path, start, end);
  return { codec, sampleRate, channels, length, tolerance: length, decode: () => decode(path, start, end) };
};
