import type { FrameSpan } from './frames.ts';
import { monotoneCubic } from './interpolate.ts';
import { smooth } from './smooth.ts';
import { deviation, mean } from './statistics.ts';

const SMOOTHING = 20;
/** Nat; words of one length all differ by a frame or two, and that is no rhythm. Read speech has .4 to .6. */
const LEAST_SPREAD = 0.1;

/** The later knot wins where two fall on one frame: units of one or two frames. */
const knotsOf = (units: readonly FrameSpan[], length: number): { at: number[]; values: number[] } => {
  const durations = units.map(unit => Math.log(unit.end - unit.start + 1));
  const least = durations.reduce((a, b) => Math.min(a, b));
  const knots = new Map<number, number>();
  units.forEach((unit, i) => {
    const before = units[i - 1];
    if (before !== undefined && unit.start > before.end) knots.set(Math.floor((before.end + unit.start) / 2), least);
    knots.set(Math.floor((unit.start + unit.end) / 2), durations[i]!);
  });
  const average = mean(durations);
  knots.set(0, average);
  knots.set(length - 1, average);
  const sorted = [...knots].filter(([at]) => at >= 0 && at < length).sort(([a], [b]) => a - b);
  return { at: sorted.map(([at]) => at), values: sorted.map(([, value]) => value) };
};

/**
 * How long the units of one tier (words, or phones) are, as a signal: the log duration at each unit's centre, the shortest
 * unit's in pauses, joined by a monotone curve, smoothed and z-scored.
 * @param units in order, frames relative to the signal's start
 * @param length frames
 */
export const durationContour = (units: readonly FrameSpan[], length: number): Float64Array => {
  if (units.length === 0 || length < 2) return new Float64Array(length);
  const contour = smooth(monotoneCubic(knotsOf(units, length), length), SMOOTHING);
  const [centre, spread] = [mean(contour), Math.max(LEAST_SPREAD, deviation(contour))];
  return contour.map(value => (value - centre) / spread);
};
