import { smooth } from './smooth.ts';
import { zScores } from './statistics.ts';

/** Keeps the lowest point off zero, where a product would lose the other two signals. */
const FLOOR = 0.1;
const ENERGY_EXPONENT = 0.5;
/** Frames (4 s): declination over a phrase is no prominence. */
const TREND = 800;

const aboveFloor = (signal: Float64Array): Float64Array => {
  const least = signal.reduce((a, b) => Math.min(a, b), Infinity);
  const range = signal.reduce((a, b) => Math.max(a, b), -Infinity) - least;
  return range > 0 ? signal.map(value => (value - least + FLOOR) / range) : new Float64Array(signal.length).fill(1);
};

/**
 * Pitch, energy and duration as one signal: their product with weights 1, 0.5 and 1, the trend taken out, z-scored.
 * The three have one length; a constant one has no say.
 */
export const prosodySignal = (pitch: Float64Array, energy: Float64Array, duration: Float64Array): Float64Array => {
  const [f, e, d] = [aboveFloor(pitch), aboveFloor(energy), aboveFloor(duration)];
  const product = f.map((value, i) => value * e[i]! ** ENERGY_EXPONENT * d[i]!);
  const trend = smooth(product, TREND);
  return zScores(product.map((value, i) => value - trend[i]!));
};
