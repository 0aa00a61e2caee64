import type { CallResult } from '../call-gate.ts';
import type { AccountRules, QuotaWindow } from './account-rules.ts';
import { bookOfWindow, type AccountState } from './account-state.ts';
import { foreignAt, foreignUntil, usedAt, windowId, type ForeignCalls, type WindowBook } from './sliding-window.ts';

type Answered = Extract<CallResult, { kind: 'answered' }>;

/** What the provider's headers change in the books of the window they describe; only what differs is there. */
export interface Reconciliation {
  readonly window: QuotaWindow;
  readonly statedLimit?: number;
  readonly resetMs?: number;
  readonly foreign?: ForeignCalls;
}

/** Foreign calls that turn out fewer than believed are put right only when it is worth a write: a twentieth of the limit. */
const WORTH_A_WRITE = 0.05;

/** A reset that lies further ahead than two rounds of the window is no reset of it. */
const resetOf = (window: QuotaWindow, answer: Answered, nowMs: number): number | undefined => {
  if (answer.resetAt === undefined) return undefined;
  const resetMs = Date.parse(answer.resetAt);
  return resetMs > nowMs && resetMs <= nowMs + window.seconds * 2_000 ? resetMs : undefined;
};

const foreignOf = (window: QuotaWindow, book: WindowBook, answer: Answered, resetMs: number, nowMs: number): ForeignCalls | undefined => {
  if (answer.remaining === undefined || answer.limit === undefined) return undefined;
  const known = foreignAt(book, nowMs);
  const own = usedAt(window, book, nowMs) - known;
  // Calls of ours that are under way are in our books and may not be in theirs: what is seen is never too much.
  const seen = Math.max(0, answer.limit - answer.remaining - own);
  const isWorthIt = seen > known || known - seen > answer.limit * WORTH_A_WRITE;
  return isWorthIt ? { calls: seen, untilMs: foreignUntil(window, resetMs, nowMs) } : undefined;
};

/** @returns null where the headers say nothing that the books do not know */
export const reconcile = (rules: AccountRules, state: AccountState, answer: Answered, nowMs: number): Reconciliation | null => {
  const window = rules.windows.find(({ stated }) => stated !== 'no');
  if (window === undefined) return null;
  const book = bookOfWindow(state, windowId(window));
  const stated = answer.limit !== undefined && answer.limit > 0 && answer.limit !== book.statedLimit ? answer.limit : undefined;
  const statedLimit = stated === window.limit && book.statedLimit === null ? undefined : stated;
  const reset = resetOf(window, answer, nowMs);
  // Seconds that count down shift by what an answer was under way: the same reset within a second.
  const resetMs = reset !== undefined && Math.abs(reset - book.resetMs) > 1_000 ? reset : undefined;
  const foreign = foreignOf(window, book, answer, reset ?? book.resetMs, nowMs);
  if (statedLimit === undefined && resetMs === undefined && foreign === undefined) return null;
  return {
    window,
    ...(statedLimit !== undefined && { statedLimit }),
    ...(resetMs !== undefined && { resetMs }),
    ...(foreign !== undefined && { foreign }),
  };
};
