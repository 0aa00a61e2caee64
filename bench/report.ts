/** One line of a benchmark's table. */
export interface BenchRow {
  readonly check: string;
  /** What it was measured on. */
  readonly data: string;
  /** Null where it was not run. */
  readonly value: number | string | null;
  /** 95 % confidence interval. */
  readonly ci?: readonly [low: number, high: number];
  readonly threshold: string;
  /** What the algorithm's prototype reached. */
  readonly prototype: string;
  /** What a named peer publishes, or reached on the same data. */
  readonly peer?: string;
  /** `measured`: nothing is asked of it. */
  readonly status: 'pass' | 'fail' | 'measured' | 'not run here';
}

/** What a benchmark found. */
export interface BenchReport {
  readonly name: string;
  readonly rows: readonly BenchRow[];
  /** Further numbers by name, for machines. */
  readonly figures: Readonly<Record<string, number>>;
}

export interface BenchOptions {
  /** Folder of larger fixtures; null where there is none: then rows that need it say `not run here`. */
  readonly fixtures: string | null;
}

/** What a file of a benchmark exports. */
export interface BenchModule {
  readonly run: (options: BenchOptions) => Promise<BenchReport>;
}
