/**
 * Costs of the search, log probabilities in nats. Chosen on five clips of read and public speech; `nextSkip` was checked on a
 * telephone talk of 564 words as well.
 */
export interface Tuning {
  /** From a word boundary into a pause. */
  readonly pause: number;
  /** Into sounds the text lacks. Without them a missing word throws its neighbours off by 86 ms instead of 27. */
  readonly garbage: number;
  readonly garbageStay: number;
  readonly garbageLeave: number;
  /** How much worse than the best phone of the frame such sounds are scored. */
  readonly garbageMargin: number;
  /** Leaving one word of the text out. Without it an added word throws its neighbours off by 50–86 ms instead of 15. */
  readonly skip: number;
  /** Each further word left out in a row: at the full price a stray sentence of 23 words lost 250 of 568 words. */
  readonly nextSkip: number;
  /** Paths this much worse than the best are dropped. A wider beam is not safer: with 600 a talk of repeated sentences was shifted by whole sentences. */
  readonly beam: number;
  /** Where all paths have fallen behind their time windows: moving the best one on. */
  readonly move: number;
}

export const TUNING: Tuning = {
  pause: Math.log(0.005),
  garbage: -20,
  garbageStay: Math.log(0.9),
  garbageLeave: Math.log(0.1),
  garbageMargin: -4,
  skip: -50,
  nextSkip: -3,
  beam: 200,
  move: -100,
};
