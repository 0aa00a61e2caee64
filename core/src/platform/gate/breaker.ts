import type { BreakerRules } from './account-rules.ts';

/** What is known of a provider's health. It is open while `failures` has reached the rule's, or a key was refused. */
export interface BreakerState {
  readonly failures: number;
  /** When the first of them was seen. */
  readonly sinceMs: number;
  readonly lastFailureMs: number;
  /** Probes that failed since it opened. */
  readonly failedProbes: number;
  /** When the provider refused our key; 0 where it has not. */
  readonly keyRefusedMs: number;
}

export type BreakerView =
  | { readonly state: 'closed' }
  | { readonly state: 'open' | 'key-invalid'; readonly untilMs: number }
  /** One call may try whether the provider is back. */
  | { readonly state: 'half-open' };

export const viewBreaker = (rules: BreakerRules, breaker: BreakerState, nowMs: number): BreakerView => {
  if (breaker.keyRefusedMs > 0) {
    const untilMs = breaker.keyRefusedMs + rules.keySeconds * 1_000;
    return untilMs > nowMs ? { state: 'key-invalid', untilMs } : { state: 'half-open' };
  }
  if (breaker.failures < rules.failures) return { state: 'closed' };
  const seconds = Math.min(rules.openSeconds * 2 ** breaker.failedProbes, rules.longestSeconds);
  const untilMs = breaker.lastFailureMs + seconds * 1_000;
  return untilMs > nowMs ? { state: 'open', untilMs } : { state: 'half-open' };
};

/** Whether the failures counted so far are too old to count with one of now. */
export const isNewCount = (rules: BreakerRules, breaker: BreakerState, nowMs: number): boolean =>
  breaker.failures < rules.failures && breaker.sinceMs + rules.withinSeconds * 1_000 <= nowMs;
