import type { BenchRow } from '../report.ts';

/** Three figures: machines are too noisy for more. */
const rounded = (value: number): number => Number(value.toPrecision(3));

/** A number of which nothing is asked. */
export const measured = (check: string, data: string, value: number): BenchRow => ({
  check,
  data,
  value: rounded(value),
  threshold: '',
  prototype: '',
  status: 'measured',
});

/** A number that has to stay below a limit, or at most reach it where the limit is zero. */
export const below = (check: string, data: string, value: number, limit: number, unit: string, peer?: string): BenchRow => ({
  check,
  data,
  value: rounded(value),
  threshold: limit === 0 ? `0 ${unit}` : `< ${limit} ${unit}`,
  prototype: '',
  status: value < limit || value === limit ? 'pass' : 'fail',
  ...(peer !== undefined && { peer }),
});

export const notRun = (check: string, data: string, threshold: string): BenchRow => ({
  check,
  data,
  value: null,
  threshold,
  prototype: '',
  status: 'not run here',
});

/** @param share 0–1; of the sorted values, the one at that place */
export const quantileOf = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? Number.NaN;
