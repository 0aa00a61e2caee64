/** One picture at one mention, as the choice sees it. */
export interface Option {
  readonly startMs: number;
  /** When the next picture may start at the earliest: own start, shortest duration and gap. */
  readonly freeMs: number;
  /** What choosing it is worth; above 0. */
  readonly weight: number;
  /** Index of the stretch of the talk it starts in; grows with `startMs`. */
  readonly stretch: number;
}

/**
 * Which options to choose so that their weights add up to the most. Chosen ones do not overlap, fill no stretch beyond its
 * capacity, and share no exclusion.
 */
export interface SelectionProblem {
  /** Sorted by `startMs`. */
  readonly options: readonly Option[];
  /** Most options that may start in each stretch, by its index. */
  readonly capacities: readonly number[];
  /** Sets of options, by index, of which at most one may be chosen: the same picture, or one subject too soon again. */
  readonly exclusions: readonly (readonly number[])[];
}

/** Options, by index and ascending, and the sum of what each is worth. */
export interface Chain {
  readonly chosen: readonly number[];
  readonly value: number;
}
