/** Known points of a curve: strictly ascending frames and the value at each. */
export interface Knots {
  readonly at: readonly number[];
  readonly values: readonly number[];
}

const evaluate = (knots: Knots, length: number, between: (segment: number, share: number) => number): Float64Array => {
  const { at, values } = knots;
  const curve = new Float64Array(length);
  let segment = 0;
  for (let i = 0; i < length; i++) {
    if (i <= at[0]!) curve[i] = values[0]!;
    else if (i >= at.at(-1)!) curve[i] = values.at(-1)!;
    else {
      while (at[segment + 1]! <= i) segment++;
      curve[i] = between(segment, (i - at[segment]!) / (at[segment + 1]! - at[segment]!));
    }
  }
  return curve;
};

/** @param knots at least one @returns straight lines between them, constant outside, one value a frame */
export const linear = (knots: Knots, length: number): Float64Array =>
  evaluate(knots, length, (i, share) => knots.values[i]! + share * (knots.values[i + 1]! - knots.values[i]!));

const endSlope = (step: number, nextStep: number, rise: number, nextRise: number): number => {
  const slope = ((2 * step + nextStep) * rise - step * nextRise) / (step + nextStep);
  if (Math.sign(slope) !== Math.sign(rise)) return 0;
  return Math.sign(rise) !== Math.sign(nextRise) && Math.abs(slope) > 3 * Math.abs(rise) ? 3 * rise : slope;
};

/** Slopes of Fritsch and Butland (1984): a weighted harmonic mean inside, 0 at turning points, so nothing overshoots. */
const monotoneSlopes = ({ at, values }: Knots): number[] => {
  const steps = at.slice(1).map((x, i) => x - at[i]!);
  const rises = steps.map((step, i) => (values[i + 1]! - values[i]!) / step);
  if (rises.length === 1) return [rises[0]!, rises[0]!];
  const inner = rises.slice(1).map((rise, i) => {
    const before = rises[i]!;
    if (before * rise <= 0) return 0;
    const left = 2 * steps[i + 1]! + steps[i]!;
    const right = steps[i + 1]! + 2 * steps[i]!;
    return (left + right) / (left / before + right / rise);
  });
  return [
    endSlope(steps[0]!, steps[1]!, rises[0]!, rises[1]!),
    ...inner,
    endSlope(steps.at(-1)!, steps.at(-2)!, rises.at(-1)!, rises.at(-2)!),
  ];
};

/** Monotone piecewise cubic (PCHIP). @param knots at least one @returns constant outside the knots, one value a frame */
export const monotoneCubic = (knots: Knots, length: number): Float64Array => {
  const { at, values } = knots;
  if (at.length < 2) return linear(knots, length);
  const slopes = monotoneSlopes(knots);
  return evaluate(knots, length, (i, t) => {
    const step = at[i + 1]! - at[i]!;
    const u = 1 - t;
    return (
      (1 + 2 * t) * u * u * values[i]! +
      t * u * u * step * slopes[i]! +
      t * t * (3 - 2 * t) * values[i + 1]! -
      t * t * u * step * slopes[i + 1]!
    );
  });
};

/**
 * Fills what is missing (0) in a signal. A missing first frame takes the mean of the known ones, a missing last frame their
 * minimum: speech starts in mid-range and ends low.
 * @returns a signal of the same length; all zeros where nothing is known
 */
export const fillMissing = (signal: Float64Array, curve: typeof linear): Float64Array => {
  const at: number[] = [];
  for (let i = 0; i < signal.length; i++) if (signal[i] !== 0) at.push(i);
  if (at.length === 0) return signal.slice();
  const values = at.map(i => signal[i]!);
  const known = { mean: values.reduce((sum, value) => sum + value, 0) / values.length, least: values.reduce((a, b) => Math.min(a, b)) };
  if (at[0] !== 0) {
    at.unshift(0);
    values.unshift(known.mean);
  }
  if (at.at(-1) !== signal.length - 1) {
    at.push(signal.length - 1);
    values.push(known.least);
  }
  return curve({ at, values }, signal.length);
};
