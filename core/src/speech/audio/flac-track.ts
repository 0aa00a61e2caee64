import { FLACDecoder } from '@wasm-audio-decoders/flac';
import { AppError } from '../../errors/app-error.ts';
import type { SoundTrack } from './decoded-audio.ts';
import { readAt, readBlocks, withFile } from './read-file.ts';

/** `fLaC`, a block header of 4 bytes, and STREAMINFO, which is always first. */
const HEADER_BYTES = 42;
const STREAM_INFO_AT = 8;

interface StreamInfo {
  readonly sampleRate: number;
  readonly channels: number;
  /** Samples of one channel; null where the encoder did not know. */
  readonly length: number | null;
}

/** Bits 80 to 144 of STREAMINFO: rate (20), channels - 1 (3), bits - 1 (5), samples (36). */
const parseStreamInfo = (header: Buffer): StreamInfo => {
  if (header.length < HEADER_BYTES) throw new AppError('MEDIA_TRUNCATED', { detail: 'The FLAC file ends within its header.' });
  const fields = header.readBigUInt64BE(STREAM_INFO_AT + 10);
  const length = Number(fields & 0xf_ffff_ffffn);
  return { sampleRate: Number(fields >> 44n), channels: Number((fields >> 41n) & 7n) + 1, length: length === 0 ? null : length };
};

async function* decode(path: string, start: number, size: number): AsyncGenerator<Float32Array[]> {
  const decoder = new FLACDecoder();
  try {
    await decoder.ready;
    for await (const bytes of readBlocks(path, start, size)) {
      const { channelData, samplesDecoded } = await decoder.decode(bytes);
      if (samplesDecoded > 0) yield channelData;
    }
    const { channelData, samplesDecoded } = await decoder.flush();
    if (samplesDecoded > 0) yield channelData;
  } finally {
    decoder.free();
  }
}

/** @param start where the stream begins, past any tag, bytes @throws AppError `MEDIA_TRUNCATED` */
export const openFlac = async (path: string, start: number): Promise<SoundTrack> => {
  const { info, size } = await withFile(path, async (file, bytes) => ({
    info: parseStreamInfo(await readAt(file, start, HEADER_BYTES)),
    size: bytes,
  }));
  return { codec: 'flac', ...info, tolerance: 0, decode: () => decode(path, start, size) };
};
