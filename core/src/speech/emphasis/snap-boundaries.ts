import type { MeasurableWord } from './measurable-words.ts';

/** Frames (60 ms) around a boundary in which the quietest moment is looked for; recogniser times err by about as much. */
const REACH = 12;
/** Frames between two words up to which they share one boundary. */
const SHARED = 8;
/** Frames a word keeps. */
const SHORTEST = 6;

const quietest = (level: Float64Array, at: number, from: number, to: number): number => {
  let best = Math.min(Math.max(at, from), to);
  for (let t = from; t <= to; t++) {
    const nearer = Math.abs(t - at) < Math.abs(best - at);
    if (level[t]! < level[best]! || (level[t] === level[best] && nearer)) best = t;
  }
  return best;
};

/**
 * Moves the boundary that two neighbouring words share to the quietest frame within 60 ms.
 * @param words in order, not overlapping
 * @param level of `BandEnergy`
 * @param isRough whether a word's times come from a recogniser; a boundary moves where either word's do
 */
export const snapBoundaries = (
  words: readonly MeasurableWord[],
  level: Float64Array,
  isRough: (word: MeasurableWord) => boolean,
): MeasurableWord[] => {
  const snapped = [...words];
  for (let i = 1; i < snapped.length; i++) {
    const [left, right] = [snapped[i - 1]!, snapped[i]!];
    if (right.start - left.end > SHARED || !(isRough(left) || isRough(right))) continue;
    const boundary = Math.round((left.end + right.start) / 2);
    const from = Math.max(boundary - REACH, left.start + SHORTEST);
    const to = Math.min(boundary + REACH, right.end - SHORTEST, level.length - 1);
    if (from > to) continue;
    const at = quietest(level, boundary, from, to);
    snapped[i - 1] = { ...left, end: at };
    snapped[i] = { ...right, start: at };
  }
  return snapped;
};
