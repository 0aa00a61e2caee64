export interface Standard {
  readonly mean: number[];
  readonly sd: number[];
}

export const significant = (value: number): number => Number(value.toPrecision(9));

/** @returns mean and spread of each column; a column without any spread is left as wide as it is */
export const standard = (rows: readonly (readonly number[])[]): Standard => {
  const size = rows[0]?.length ?? 0;
  const mean = Array.from({ length: size }, (_, at) => rows.reduce((sum, row) => sum + row[at]!, 0) / rows.length);
  const sd = mean.map((middle, at) => Math.sqrt(rows.reduce((sum, row) => sum + (row[at]! - middle) ** 2, 0) / rows.length));
  return { mean: mean.map(significant), sd: sd.map(value => significant(value < 1e-6 ? 1 : value)) };
};

export const standardised = ({ mean, sd }: Standard, row: readonly number[]): Float64Array =>
  Float64Array.from(row, (value, at) => (value - mean[at]!) / sd[at]!);
