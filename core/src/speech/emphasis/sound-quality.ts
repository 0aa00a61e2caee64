import type { FrameSpan } from '../signal/frames.ts';
import { mean, quantileOfSorted } from '../signal/statistics.ts';
import { decibels } from '../signal/word-features.ts';

/** Frames beside a word that are left out of pauses: word times are not that exact. */
const GUARD = 12;
/** Frames of pause from which something can be said about what sounds in them. */
const ENOUGH_PAUSE = 60;
/** dB below speech at which a tone in the pauses no longer disturbs, and above which it disturbs fully. */
const BED = { faint: 35, loud: 10 };

/** How well a passage can be measured. */
export interface SoundQuality {
  /** dB between speech (90th percentile in words) and the quietest tenth of the passage. */
  readonly signalToNoise: number;
  /** 0–1: voice or tones in the pauses, by share and loudness; music, or somebody else. */
  readonly bed: number;
}

/** @param words of one chunk, frames of `level` and `f0`, which cover the chunk alone */
export const soundQuality = (words: readonly FrameSpan[], level: Float64Array, f0: Float64Array): SoundQuality => {
  const loudness = level.map(decibels);
  const inWords: number[] = [];
  const spoken = new Uint8Array(level.length);
  for (const { start, end } of words) {
    for (let t = start; t < end; t++) inWords.push(loudness[t]!);
    spoken.fill(1, Math.max(0, start - GUARD), end + GUARD);
  }
  const speech = quantileOfSorted(Float64Array.from(inWords).sort(), 0.9);
  const pauses = [...loudness.keys()].filter(t => spoken[t] === 0);
  const voiced = pauses.filter(t => f0[t]! > 0);
  const below = speech - mean(voiced.map(t => loudness[t]!));
  const loud = Math.min(1, Math.max(0, (BED.faint - below) / (BED.faint - BED.loud)));
  return {
    signalToNoise: speech - quantileOfSorted(loudness.toSorted(), 0.1),
    bed: pauses.length < ENOUGH_PAUSE || voiced.length === 0 ? 0 : loud * (voiced.length / pauses.length),
  };
};
