import type { BenchRow } from '../report.ts';
import { intervalOfMean, share } from '../align/statistics.ts';
import { interval, type Pair, pearson, spearman, threeWay, twoWay } from '../speech/agreement.ts';

/** What a row says besides its measured value; a number has to reach `least`, where there is one. */
export interface Check {
  readonly check: string;
  readonly data: string;
  readonly least?: number;
  readonly prototype?: string;
  readonly peer?: string;
}

const NONE = '-';
const rounded = (value: number): number => Math.round(1_000 * value) / 1_000;

const rowOf = ({ check, data, least, prototype = NONE, peer }: Check, value: number, ci: BenchRow['ci']): BenchRow => ({
  check,
  data,
  value: rounded(value),
  ...(ci !== undefined && { ci }),
  threshold: least === undefined ? 'none' : `>= ${least}`,
  prototype,
  ...(peer !== undefined && { peer }),
  status: value >= (least ?? -Infinity) ? 'pass' : 'fail',
});

/** @param holds one entry an example @returns a row on the share of those that hold */
export const shareRow = (check: Check, holds: readonly boolean[]): BenchRow =>
  rowOf(check, share(holds), intervalOfMean(holds.map(Number)));

export const valueRow = (check: Check, value: number): BenchRow => rowOf(check, value, undefined);

/** A row on something that must not be larger. */
export const limitRow = ({ least: _, ...check }: Check, value: number, most: number): BenchRow => ({
  ...rowOf(check, value, undefined),
  threshold: `<= ${most}`,
  status: value <= most ? 'pass' : 'fail',
});

export const notRun = ({ check, data, least, prototype = NONE, peer }: Check): BenchRow => ({
  check,
  data,
  value: null,
  threshold: least === undefined ? 'none' : `>= ${least}`,
  prototype,
  ...(peer !== undefined && { peer }),
  status: 'not run here',
});

const STATISTICS = { r: pearson, rho: spearman, '2-way': twoWay, '3-way': threeWay };
type Statistic = keyof typeof STATISTICS;

/** A limit, the prototype's value and a peer's, statistic by statistic. */
export type Agreement = Partial<Record<Statistic, { readonly least?: number; readonly prototype?: string; readonly peer?: string }>>;

/** @returns how far measured prominence agrees with the reference, one row a statistic */
export const agreementRows = (source: string, data: string, pairs: readonly Pair[], asked: Agreement): BenchRow[] =>
  (['r', 'rho', '2-way', '3-way'] as const).flatMap(statistic => {
    const about = asked[statistic];
    if (about === undefined) return [];
    const of = STATISTICS[statistic];
    return [rowOf({ check: `prominence, ${source}: ${statistic}`, data, ...about }, of(pairs), interval(pairs, of))];
  });
