import type { FrameSpan } from './frames.ts';
import { type MaximaLine, maximaLines } from './maxima-lines.ts';
import { mean } from './statistics.ts';
import { hillWidth, rowOfWidth, SCALE_COUNT, SCALES_PER_OCTAVE, waveletRows } from './wavelet.ts';

/** Octaves around the scale of a word in which hills are prominences, and valleys boundaries; the end is exclusive. */
const PROMINENCE_OCTAVES = { from: -2, to: 1 };
const BOUNDARY_OCTAVES = { from: -1, to: 2 };
/** Nothing follows the last word to measure a boundary by; the original says 1, a clear one. */
const LAST_BOUNDARY = 1;

export interface WordProminence {
  /** Strength of the strongest hill on the word, standard deviations of the signal; can be negative. */
  readonly prominence: number;
  /** Strength of the deepest valley between this word and the next, same unit; 0 without one. */
  readonly boundary: number;
}

const rowsAround = (unit: number, octaves: { readonly from: number; readonly to: number }): number[] => {
  const from = Math.max(0, unit + octaves.from * SCALES_PER_OCTAVE);
  const to = Math.min(SCALE_COUNT, unit + octaves.to * SCALES_PER_OCTAVE);
  return Array.from({ length: to - from }, (_, i) => from + i);
};

const linesOf = (rows: readonly number[], values: readonly Float64Array[]): MaximaLine[] =>
  maximaLines(rows.map((row, i) => ({ values: values[i]!, width: hillWidth(row) })));

const strongest = (lines: readonly MaximaLine[], from: number, to: number): MaximaLine | null =>
  lines
    .filter(({ position }) => position >= from && position <= to)
    .reduce<MaximaLine | null>((best, line) => (best === null || line.strength > best.strength ? line : best), null);

/**
 * Prominence and boundary strength of each word from the lines of maximum amplitude of the prosodic signal.
 * @param signal z-scored, of `prosodySignal`
 * @param words in order, frames of that signal
 * @returns one entry a word
 */
export const wordProminence = (signal: Float64Array, words: readonly FrameSpan[]): WordProminence[] => {
  const unit = rowOfWidth(mean(words.map(word => word.end - word.start)));
  const hillRows = rowsAround(unit, PROMINENCE_OCTAVES);
  const valleyRows = rowsAround(unit, BOUNDARY_OCTAVES);
  const rows = [...new Set([...hillRows, ...valleyRows])];
  const values = new Map(waveletRows(signal, rows).map((row, i) => [rows[i]!, row]));
  const hills = linesOf(
    hillRows,
    hillRows.map(row => values.get(row)!),
  );
  const valleys = linesOf(
    valleyRows,
    valleyRows.map(row => values.get(row)!.map(value => -value)),
  );
  const peaks = words.map(word => strongest(hills, word.start, word.end));
  const positions = words.map((word, i) => peaks[i]?.position ?? (word.start + word.end) / 2);
  return words.map((_, i) => ({
    prominence: peaks[i]?.strength ?? 0,
    boundary: i === words.length - 1 ? LAST_BOUNDARY : Math.max(0, strongest(valleys, positions[i]!, positions[i + 1]!)?.strength ?? 0),
  }));
};
