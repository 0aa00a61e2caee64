import { FRAMES_PER_SECOND } from '../../core/src/speech/signal/frames.ts';

/** How a moment of a recording is to be changed. */
export interface Change {
  readonly semitones: number;
  /** Times as long. */
  readonly stretch: number;
  readonly decibels: number;
}

/** Speech, and what is known of its voice. */
export interface Voice {
  readonly samples: Float32Array;
  readonly sampleRate: number;
  /** Hz, 200 frames a second, 0 without voice. */
  readonly f0: Float64Array;
}

export interface Resynthesised {
  readonly samples: Float32Array;
  /** @returns when something that was said at `seconds` is said now */
  readonly when: (seconds: number) => number;
}

/** A moment the voice is taken apart at, and half the length of the piece around it; samples. */
interface Mark {
  readonly at: number;
  readonly period: number;
  readonly isVoiced: boolean;
}

/** Seconds between marks where there is no voice. */
const UNVOICED_PERIOD = 0.005;
/** Share of a period in which the next mark may lie off its expected place. */
const SEARCH = 0.2;

const loudestNear = (samples: Float32Array, at: number, reach: number): number => {
  let best = Math.round(at);
  for (let i = Math.max(0, Math.round(at - reach)); i <= at + reach && i < samples.length; i++)
    if (Math.abs(samples[i] ?? 0) > Math.abs(samples[best] ?? 0)) best = i;
  return best;
};

const marksOf = ({ samples, sampleRate, f0 }: Voice): Mark[] => {
  const marks: Mark[] = [];
  for (let at = 0; at < samples.length;) {
    const hertz = f0[Math.round((at / sampleRate) * FRAMES_PER_SECOND)] ?? 0;
    const period = hertz > 0 ? sampleRate / hertz : UNVOICED_PERIOD * sampleRate;
    const placed = hertz > 0 ? loudestNear(samples, at, SEARCH * period) : Math.round(at);
    marks.push({ at: placed, period, isVoiced: hertz > 0 });
    at = Math.max(at + 1, placed + period);
  }
  return marks;
};

/** Adds a piece of two periods around a mark, faded in and out, at another place. */
const overlay = (into: Float32Array, at: number, from: Float32Array, mark: Mark, gain: number): void => {
  const half = Math.round(mark.period);
  for (let k = -half; k <= half; k++) {
    const [source, target] = [mark.at + k, Math.round(at) + k];
    if (source < 0 || source >= from.length || target < 0 || target >= into.length) continue;
    into[target]! += gain * (0.5 + 0.5 * Math.cos((Math.PI * k) / (half + 1))) * (from[source] ?? 0);
  }
};

/** Running sum of the stretch: where each frame of the source begins in the result, seconds. */
const timeline = (seconds: number, changeAt: (seconds: number) => Change): Float64Array => {
  const frames = Math.ceil(seconds * FRAMES_PER_SECOND) + 1;
  const starts = new Float64Array(frames + 1);
  for (let t = 0; t < frames; t++) starts[t + 1] = starts[t]! + changeAt(t / FRAMES_PER_SECOND).stretch / FRAMES_PER_SECOND;
  return starts;
};

/**
 * Changes pitch, length and loudness of speech moment by moment, pitch-synchronously (TD-PSOLA, Moulines & Charpentier
 * 1990): good enough for measuring, not for listening pleasure.
 */
export const resynthesise = (voice: Voice, changeAt: (seconds: number) => Change): Resynthesised => {
  const { samples, sampleRate } = voice;
  const starts = timeline(samples.length / sampleRate, changeAt);
  const when = (seconds: number): number => {
    const frame = Math.min(Math.max(0, seconds * FRAMES_PER_SECOND), starts.length - 2);
    const whole = Math.floor(frame);
    return starts[whole]! + (frame - whole) * (starts[whole + 1]! - starts[whole]!);
  };
  const marks = marksOf(voice);
  const result = new Float32Array(Math.round(when(samples.length / sampleRate) * sampleRate));
  let next = 0;
  for (let at = 0; at < result.length;) {
    while (next + 1 < marks.length && when((marks[next]!.at + marks[next + 1]!.at) / 2 / sampleRate) * sampleRate <= at) next++;
    const mark = marks[next];
    if (mark === undefined) break;
    const { semitones, decibels } = changeAt(mark.at / sampleRate);
    overlay(result, at, samples, mark, 10 ** (decibels / 20));
    at += mark.isVoiced ? mark.period / 2 ** (semitones / 12) : mark.period;
  }
  return { samples: result, when };
};
