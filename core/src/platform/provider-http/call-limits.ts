/** How a client behaves towards one provider. */
export interface CallLimits {
  /** Calls in flight in this process. */
  readonly parallel: number;
  /** Calls that may wait for one of those; more are turned away. */
  readonly waiting: number;
  /** For one attempt, from the request to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Attempts in all; only an unavailable provider is asked again. */
  readonly attempts: number;
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** After decompression. The largest honest answer is an item of Wikidata with all its claims: a few MB for a country. */
  readonly maxBytes: number;
}

export const CALL_LIMITS: CallLimits = {
  parallel: 4,
  waiting: 1_000,
  timeoutMs: 10_000,
  attempts: 3,
  firstDelayMs: 300,
  maxDelayMs: 3_000,
  maxBytes: 16 * 1024 * 1024,
};
