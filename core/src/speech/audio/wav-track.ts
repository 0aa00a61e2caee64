import type { SoundTrack } from './decoded-audio.ts';
import { readBlocks, withFile } from './read-file.ts';
import { sampleFormat, type SampleReader } from './sample-formats.ts';
import { readWavFormat, type WavFormat } from './wav-format.ts';

const deinterleave = (bytes: Buffer, { channels, frameBytes }: WavFormat, read: SampleReader): Float32Array[] => {
  const frames = bytes.length / frameBytes;
  const sampleBytes = frameBytes / channels;
  return Array.from({ length: channels }, (_, channel) => {
    const samples = new Float32Array(frames);
    for (let i = 0, at = channel * sampleBytes; i < frames; i++, at += frameBytes) samples[i] = read(bytes, at);
    return samples;
  });
};

async function* decode(path: string, format: WavFormat, read: SampleReader): AsyncGenerator<Float32Array[]> {
  let rest = Buffer.alloc(0);
  for await (const block of readBlocks(path, format.dataStart, format.dataEnd)) {
    const bytes = rest.length === 0 ? block : Buffer.concat([rest, block]);
    const whole = bytes.length - (bytes.length % format.frameBytes);
    rest = Buffer.from(bytes.subarray(whole));
    if (whole > 0) yield deinterleave(bytes.subarray(0, whole), format, read);
  }
}

/** @returns the track of a RIFF or RF64 file; null where its samples are coded in a way we do not read @throws AppError */
export const openWav = async (path: string): Promise<SoundTrack | null> => {
  const format = await withFile(path, readWavFormat);
  const samples = sampleFormat(format.encoding, format.bitsPerSample);
  if (samples === null) return null;
  return {
    codec: samples.codec,
    sampleRate: format.sampleRate,
    channels: format.channels,
    length: Math.floor((format.dataEnd - format.dataStart) / format.frameBytes),
    tolerance: 0,
    decode: () => decode(path, format, samples.read),
  };
};
