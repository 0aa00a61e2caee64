import type { CallResult } from '../call-gate.ts';
import type { AccountRules } from './account-rules.ts';
import { ATTRIBUTE, bookOfWindow, type AccountState } from './account-state.ts';
import { isNewCount } from './breaker.ts';
import { ItemChange } from './item-change.ts';
import { reconcile } from './reconcile.ts';
import { windowId } from './sliding-window.ts';

/** What a call took when it entered. */
export interface Held {
  readonly lease: string;
  readonly place: number | null;
  readonly probe: boolean;
}

/** Without a date of its own an over-quota answer keeps the account closed for its first window, but no longer than an hour. */
const LONGEST_CLOSED_MS = 3_600_000;

const closedUntil = (rules: AccountRules, retryAt: string | undefined, nowMs: number): number => {
  if (retryAt !== undefined) return Date.parse(retryAt);
  const [first] = rules.windows;
  return nowMs + Math.min(LONGEST_CLOSED_MS, (first?.seconds ?? 60) * 1_000);
};

/** Forgets every failure: the provider has answered. */
const closeBreaker = (change: ItemChange): void => {
  const { failures, failuresSince, lastFailure, failedProbes, keyRefused, probe } = ATTRIBUTE;
  change.remove(failures, failuresSince, lastFailure, failedProbes, keyRefused, probe);
};

const countFailure = (change: ItemChange, rules: AccountRules, state: AccountState, held: Held, nowMs: number): void => {
  change.set(ATTRIBUTE.lastFailure, nowMs);
  if (held.probe) {
    change.add(ATTRIBUTE.failedProbes, 1).remove(ATTRIBUTE.probe);
    // A key that was refused is tried again by a later probe; that the provider is down now says nothing about it.
    if (state.breaker.keyRefusedMs > 0) change.set(ATTRIBUTE.keyRefused, nowMs);
  } else if (isNewCount(rules.breaker, state.breaker, nowMs)) {
    change.set(ATTRIBUTE.failures, 1).set(ATTRIBUTE.failuresSince, nowMs);
  } else {
    change.add(ATTRIBUTE.failures, 1);
  }
};

const settleBooks = (change: ItemChange, rules: AccountRules, state: AccountState, result: CallResult, nowMs: number): void => {
  const settled = result.kind === 'answered' ? reconcile(rules, state, result, nowMs) : null;
  if (settled === null) return;
  const id = windowId(settled.window);
  if (settled.statedLimit !== undefined) change.set(ATTRIBUTE.statedLimit(id), settled.statedLimit);
  if (settled.resetMs !== undefined) change.set(ATTRIBUTE.reset(id), settled.resetMs);
  if (settled.foreign === undefined) return;
  // Conditional on the books it was computed from, so that two callers do not see the same strangers.
  change
    .ifStill(ATTRIBUTE.total(id), bookOfWindow(state, id).total, 0)
    .set(ATTRIBUTE.foreignCalls(id), settled.foreign.calls)
    .set(ATTRIBUTE.foreignUntil(id), settled.foreign.untilMs);
};

/**
 * The write by which a call leaves: its place, what it says about the provider's health, what the headers said. Empty
 * where nothing is to be written, which is most calls to providers without a bound on parallel calls.
 */
export const leaveChange = (rules: AccountRules, state: AccountState, held: Held, result: CallResult, nowMs: number): ItemChange => {
  const change = new ItemChange();
  const isHolder = held.place !== null && state.places.get(held.place) === held.lease;
  if (held.place !== null && isHolder) {
    const name = ATTRIBUTE.place(held.place);
    change.ifEquals(name, held.lease).remove(name);
  }
  const isProbe = held.probe && state.probe === held.lease;
  if (isProbe) change.ifEquals(ATTRIBUTE.probe, held.lease);
  switch (result.kind) {
    case 'unavailable':
      countFailure(change, rules, state, { ...held, probe: isProbe }, nowMs);
      break;
    case 'key-invalid':
      change.set(ATTRIBUTE.keyRefused, nowMs);
      if (isProbe) change.remove(ATTRIBUTE.probe);
      break;
    case 'key-refused':
      // The call with the other key tells; until then the breaker stays as it is.
      if (isProbe) change.remove(ATTRIBUTE.probe);
      break;
    case 'over-quota':
      change.set(ATTRIBUTE.closedUntil, Math.max(state.closedUntilMs, closedUntil(rules, result.retryAt, nowMs)));
      if (isProbe) closeBreaker(change);
      break;
    case 'answered':
    case 'refused':
      if (isProbe) closeBreaker(change);
      settleBooks(change, rules, state, result, nowMs);
      break;
  }
  return change;
};
