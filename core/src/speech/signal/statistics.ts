/** Below this spread a signal counts as constant. */
const FLAT = 1e-5;

/** @returns the arithmetic mean, or 0 of nothing */
export const mean = (values: ArrayLike<number>): number => {
  if (values.length === 0) return 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
};

/** @returns the standard deviation of the population, or 0 of nothing */
export const deviation = (values: ArrayLike<number>): number => {
  const centre = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! - centre) ** 2;
  return values.length === 0 ? 0 : Math.sqrt(sum / values.length);
};

/** @returns `(x - mean) / deviation`; zeros where the signal is constant */
export const zScores = (signal: Float64Array): Float64Array => {
  const spread = deviation(signal);
  if (spread < FLAT) return new Float64Array(signal.length);
  const centre = mean(signal);
  return signal.map(value => (value - centre) / spread);
};

/**
 * @param values sorted ascending
 * @param share 0–1
 * @returns the value below which that share lies, linearly interpolated; 0 of nothing
 */
export const quantileOfSorted = (values: ArrayLike<number>, share: number): number => {
  if (values.length === 0) return 0;
  const at = share * (values.length - 1);
  const below = Math.floor(at);
  const above = Math.min(below + 1, values.length - 1);
  return values[below]! + (at - below) * (values[above]! - values[below]!);
};

/** @returns the quantile of values in any order; 0 of nothing */
export const quantile = (values: Iterable<number>, share: number): number => quantileOfSorted(Float64Array.from(values).sort(), share);
