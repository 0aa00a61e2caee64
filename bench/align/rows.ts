import type { BenchRow } from '../report.ts';
import { type ErrorSummary, intervalOfMean, summarise } from './statistics.ts';

/** What a row says besides its measured value. */
export interface Check {
  readonly check: string;
  readonly data: string;
  readonly threshold: string;
  readonly prototype: string;
  readonly peer?: string;
}

export const measured = (check: Check, value: number | string, isGood: boolean): BenchRow => ({
  ...check,
  value,
  status: isGood ? 'pass' : 'fail',
});

export const notRun = (check: Check): BenchRow => ({ ...check, value: null, status: 'not run here' });

/** Limits for signed errors, milliseconds; `within50` as a share. */
export interface Limits {
  readonly mean: number;
  readonly median?: number;
  readonly p90?: number;
  readonly within50?: number;
  readonly bias?: number;
}

const keeps = (errors: ErrorSummary, limits: Limits): boolean =>
  errors.count > 0 &&
  errors.mean <= limits.mean &&
  errors.median <= (limits.median ?? Infinity) &&
  errors.p90 <= (limits.p90 ?? Infinity) &&
  errors.within50 >= (limits.within50 ?? 0) &&
  Math.abs(errors.bias) <= (limits.bias ?? Infinity);

const described = ({ mean, median, p90, within20, within50, within100, bias }: ErrorSummary): string =>
  `mean ${mean.toFixed(1)}, median ${median.toFixed(0)}, p90 ${p90.toFixed(0)} ms; ${[within20, within50, within100].map(part => (100 * part).toFixed(0)).join(' / ')} % within 20 / 50 / 100; bias ${bias.toFixed(1)}`;

/** @param errors signed, milliseconds */
export const errorRow = (check: Check, errors: readonly number[], limits: Limits): BenchRow => {
  const summary = summarise(errors);
  return { ...measured(check, described(summary), keeps(summary, limits)), ci: intervalOfMean(errors.map(Math.abs)) };
};
