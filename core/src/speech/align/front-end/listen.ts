import { resample } from '../../audio/resampler.ts';
import type { AudioStream } from '../../audio/audio-stream.ts';
import { CepstraCollector } from './cepstra.ts';
import { SAMPLE_RATE } from './frames.ts';

/** What is kept of a recording: 5.2 kB a second. */
export interface Heard {
  /** `CEPSTRA` values a frame, with their mean. */
  readonly cepstra: Float32Array;
  readonly durationMs: number;
}

/** Reads a recording to its end. @param onRead is told after each block how much was read, milliseconds */
export const listen = async (audio: AudioStream, onRead: (ms: number) => void): Promise<Heard> => {
  const collector = new CepstraCollector();
  let samples = 0;
  for await (const block of resample(audio.blocks(), audio.sampleRate, SAMPLE_RATE)) {
    collector.push(block);
    samples += block.length;
    onRead((1000 * samples) / SAMPLE_RATE);
  }
  return { cepstra: collector.finish(), durationMs: Math.floor((1000 * samples) / SAMPLE_RATE) };
};
