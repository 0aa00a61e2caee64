import type { AccountRules } from '../platform/gate/account-rules.ts';
import { bookOfWindow, type AccountState } from '../platform/gate/account-state.ts';
import { viewBreaker } from '../platform/gate/breaker.ts';
import { effectiveLimit, roomAt, usedAt, windowId } from '../platform/gate/sliding-window.ts';
import type { Standing } from './readiness.ts';

const clock = (ms: number): string => `${new Date(ms).toISOString().slice(11, 16)} UTC`;

const lengthOf = (seconds: number): string => {
  if (seconds % 86_400 === 0) return seconds === 86_400 ? 'day' : `${seconds / 86_400} days`;
  if (seconds % 3_600 === 0) return seconds === 3_600 ? 'hour' : `${seconds / 3_600} hours`;
  return seconds === 60 ? 'minute' : `${seconds} seconds`;
};

/** What stands in the way of a call now, or null. */
const obstacle = (rules: AccountRules, state: AccountState, nowMs: number): string | null => {
  const breaker = viewBreaker(rules.breaker, state.breaker, nowMs);
  switch (breaker.state) {
    case 'key-invalid':
      return `refuses our key; tried again at ${clock(breaker.untilMs)}`;
    case 'open':
      return `does not answer; tried again at ${clock(breaker.untilMs)}`;
    case 'half-open':
      return 'did not answer; the next call tries it';
    case 'closed':
  }
  if (state.closedUntilMs > nowMs) return `says we are over quota until ${clock(state.closedUntilMs)}`;
  const full = rules.windows.find(window => {
    const book = bookOfWindow(state, windowId(window));
    return roomAt(window, book, effectiveLimit(window, book), nowMs) > nowMs;
  });
  return full === undefined ? null : `no calls left in this ${lengthOf(full.seconds)}`;
};

/** How a provider stands by our own books: its breaker, what it said of our quota, and the calls we counted. It is not asked. */
export const providerStanding = (rules: AccountRules, state: AccountState, nowMs: number): Standing => {
  const why = obstacle(rules, state, nowMs);
  if (why !== null) return { state: 'degraded', detail: why };
  const left = rules.windows.map(window => {
    const book = bookOfWindow(state, windowId(window));
    const limit = effectiveLimit(window, book);
    return `${limit - usedAt(window, book, nowMs)} of ${limit} calls left in ${lengthOf(window.seconds)}`;
  });
  return { state: 'ok', detail: left.length === 0 ? 'no fault known' : left.join(', ') };
};
