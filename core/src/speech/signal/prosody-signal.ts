import { smooth } from './smooth.ts';
import { mean, zScores } from './statistics.ts';

/** Keeps the lowest point off zero, where a product would lose the other two signals. */
const FLOOR = 0.1;
const ENERGY_EXPONENT = 0.5;
/** Least range of pitch (share of its mean, 1.7 semitones) and of energy (cube roots) that is not magnified; speech has 5 and more times as much. */
const LEAST_MELODY = 0.1;
const LEAST_ENERGY = 0.5;
/** Frames (4 s): declination over a phrase is no prominence. */
const TREND = 800;

/** @param leastRange what counts as a full range at least: a monotone's tremor is no melody */
const aboveFloor = (signal: Float64Array, leastRange: number): Float64Array => {
  const least = signal.reduce((a, b) => Math.min(a, b), Infinity);
  const range = Math.max(leastRange, signal.reduce((a, b) => Math.max(a, b), -Infinity) - least);
  return range > 0 ? signal.map(value => (value - least + FLOOR) / range) : new Float64Array(signal.length).fill(1);
};

/**
 * Pitch, energy and duration as one signal: their product with weights 1, 0.5 and 1, the trend taken out, z-scored.
 * The three have one length; a constant one has no say.
 */
export const prosodySignal = (pitch: Float64Array, energy: Float64Array, duration: Float64Array): Float64Array => {
  const [f, e, d] = [aboveFloor(pitch, LEAST_MELODY * mean(pitch)), aboveFloor(energy, LEAST_ENERGY), aboveFloor(duration, 0)];
  const product = f.map((value, i) => value * e[i]! ** ENERGY_EXPONENT * d[i]!);
  const trend = smooth(product, TREND);
  return zScores(product.map((value, i) => value - trend[i]!));
};
