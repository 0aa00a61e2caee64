import { quantile } from '../signal/statistics.ts';
import type { Word } from '../transcript.ts';
import type { AlignedWord, Alignment } from './alignment.ts';
import { CEPSTRA } from './front-end/cepstra.ts';
import { FRAME_MS } from './front-end/frames.ts';
import type { Heard } from './front-end/listen.ts';
import type { TimeWindow } from './windows.ts';

/** How late Whisper's words are on average, on four English clips. */
const LATE_MS = 60;
/** Shorter gaps are closures of consonants, not pauses. */
const SHORTEST_PAUSE_FRAMES = 15;
/** What remains on the same clips: 81 ms mean onset error, where the times as they are have 106. */
const ERROR_MS = 80;

/** Loudness halfway between a recording's quiet and its loud frames. */
const quietBelow = (loudness: Float32Array): number => (quantile(loudness, 0.05) + quantile(loudness, 0.95)) / 2;

/** @returns 1 for every frame of a pause */
const pausesOf = (cepstra: Float32Array): Uint8Array => {
  const loudness = Float32Array.from({ length: cepstra.length / CEPSTRA }, (_, frame) => cepstra[frame * CEPSTRA]!);
  const threshold = quietBelow(loudness);
  const pauses = new Uint8Array(loudness.length);
  let start = 0;
  for (let frame = 0; frame <= loudness.length; frame++) {
    if (frame < loudness.length && loudness[frame]! < threshold) continue;
    if (frame - start >= SHORTEST_PAUSE_FRAMES) pauses.fill(1, start, frame);
    start = frame + 1;
  }
  return pauses;
};

/** @returns the longest stretch of a word without a pause; the word itself where it is all pause */
const withoutPauses = ({ startMs, endMs }: TimeWindow, pauses: Uint8Array): TimeWindow => {
  const [from, to] = [Math.floor(startMs / FRAME_MS), Math.min(Math.ceil(endMs / FRAME_MS), pauses.length)];
  let longest = { from, to: from };
  let start = from;
  for (let frame = from; frame <= to; frame++) {
    if (frame < to && pauses[frame] === 0) continue;
    if (frame - start > longest.to - longest.from) longest = { from: start, to: frame };
    start = frame + 1;
  }
  if (longest.to === longest.from) return { startMs, endMs };
  return { startMs: Math.max(startMs, longest.from * FRAME_MS), endMs: Math.min(endMs, longest.to * FRAME_MS) };
};

/**
 * The weaker way, for languages without an acoustic model: a recogniser's times come `LATE_MS` earlier, and pauses are cut
 * out of words. Times from anywhere else are left alone.
 */
export const correctByRule = (words: readonly Word[], { cepstra }: Heard, language: string): Alignment => {
  const pauses = pausesOf(cepstra);
  let previousStart = 0;
  const corrected = words.map((word): AlignedWord => {
    const untouched = { ...word, phones: [], flagged: false };
    if (word.timeSource !== 'asr') return untouched;
    const startMs = Math.max(previousStart, word.startMs - LATE_MS);
    const { startMs: from, endMs: to } = withoutPauses({ startMs, endMs: Math.max(startMs, word.endMs - LATE_MS) }, pauses);
    previousStart = from;
    return { ...untouched, startMs: from, endMs: to, timeErrorMs: ERROR_MS };
  });
  const anyCorrected = words.some(({ timeSource }) => timeSource === 'asr');
  return {
    method: anyCorrected ? 'shifted' : 'none',
    words: corrected,
    rejected: [],
    garbageShare: 0,
    notes: [
      `Word times are found in the sound for English only, not for ${language}: ${anyCorrected ? "the recogniser's times were corrected by rule" : 'the times are those the words came with'}, and scores that rest on them are weaker.`,
    ],
  };
};
