import { seededRandom } from './random.ts';

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

export const share = (values: readonly boolean[]): number => values.filter(Boolean).length / values.length;

export const quantile = (values: readonly number[], at: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(at * (values.length - 1))] ?? NaN;

/** How far off signed errors are, milliseconds; shares 0–1. */
export interface ErrorSummary {
  readonly count: number;
  readonly mean: number;
  readonly median: number;
  readonly p90: number;
  readonly bias: number;
  readonly within20: number;
  readonly within50: number;
  readonly within100: number;
}

export const summarise = (errors: readonly number[]): ErrorSummary => {
  const sizes = errors.map(Math.abs);
  const within = (limit: number): number => share(sizes.map(size => size <= limit));
  return {
    count: errors.length,
    mean: mean(sizes),
    median: quantile(sizes, 0.5),
    p90: quantile(sizes, 0.9),
    bias: mean(errors),
    within20: within(20),
    within50: within(50),
    within100: within(100),
  };
};

const RESAMPLES = 1_000;

/** @returns 95 % interval of the mean, by drawing words anew */
export const intervalOfMean = (values: readonly number[]): [low: number, high: number] => {
  const random = seededRandom(1);
  const means = Array.from({ length: RESAMPLES }, () => mean(values.map(() => values[Math.floor(random.even() * values.length)] ?? 0)));
  return [quantile(means, 0.025), quantile(means, 0.975)];
};

/** @returns chance that a value of `high` lies above one of `low`; ties count half */
export const areaUnderCurve = (low: readonly number[], high: readonly number[]): number =>
  mean(high.flatMap(h => low.map(l => (h > l ? 1 : h === l ? 0.5 : 0))));
