import { type SpeechTracks, trackSpeech } from '../../../../core/src/speech/signal/speech-tracks.ts';
import { seededRandom } from '../../../../bench/align/random.ts';

export const RATE = 16_000;

/** A sample as a function of time in seconds. */
export const sound = (seconds: number, at: (time: number, index: number) => number, rate = RATE): Float32Array =>
  Float32Array.from({ length: Math.round(seconds * rate) }, (_, i) => at(i / rate, i));

/** Harmonics 1 to 20 of a tone, falling by 6 dB an octave: a voice without a throat. */
export const voice = (seconds: number, hertz: (time: number) => number, level: (time: number) => number = () => 0.2): Float32Array => {
  let phase = 0;
  return sound(seconds, time => {
    phase += (2 * Math.PI * hertz(time)) / RATE;
    let sample = 0;
    for (let k = 1; k <= 20 && k * hertz(time) < RATE / 2; k++) sample += Math.sin(k * phase) / k;
    return (level(time) * sample) / 2;
  });
};

export const noise = (seconds: number, level: number, seed = 1): Float32Array => {
  const random = seededRandom(seed);
  return sound(seconds, () => level * random.normal());
};

export const added = (a: Float32Array, b: Float32Array): Float32Array => a.map((value, i) => value + (b[i] ?? 0));

/** @param blockSize samples a block */
export const tracksOf = (samples: Float32Array, rate = RATE, blockSize = rate): Promise<SpeechTracks> => {
  const blocks = async function* (): AsyncGenerator<Float32Array> {
    for (let at = 0; at < samples.length; at += blockSize) yield await Promise.resolve(samples.subarray(at, at + blockSize));
  };
  return trackSpeech(blocks(), rate);
};
