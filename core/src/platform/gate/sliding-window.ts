import type { QuotaWindow } from './account-rules.ts';

/** Buckets a window is counted in. More waste less of the quota and make the item larger: 20 waste a twentieth and take half a KB. */
const BUCKETS = 20;

/**
 * A call may reach the provider this long after it was booked, and clocks differ: calls count for so much longer than the
 * window. A tenth of a short window, so that drills can shorten windows to seconds.
 */
const LONGEST_GUARD_MS = 5_000;

/** Calls of the provider's that we did not book: another program with the same key, or from before our books began. */
export interface ForeignCalls {
  readonly calls: number;
  readonly untilMs: number;
}

/** What the ledger knows of one window. */
export interface WindowBook {
  /** Sum of all buckets, those that have expired and were not yet removed included. */
  readonly total: number;
  /** Calls by number of their bucket, counted from 1970. */
  readonly buckets: ReadonlyMap<number, number>;
  readonly foreign: ForeignCalls;
  /** As the provider's headers state it; null where they have not. */
  readonly statedLimit: number | null;
  /** When the provider begins to count anew, where it says so; 0 otherwise. */
  readonly resetMs: number;
}

export const EMPTY_BOOK: WindowBook = { total: 0, buckets: new Map(), foreign: { calls: 0, untilMs: 0 }, statedLimit: null, resetMs: 0 };

/** Names a window in the item: a window of another length is another window. */
export const windowId = ({ seconds }: QuotaWindow): string => `${seconds}s`;

const windowMs = ({ seconds }: QuotaWindow): number => seconds * 1_000;
const bucketMs = (window: QuotaWindow): number => Math.ceil(windowMs(window) / BUCKETS);
const guardMs = (window: QuotaWindow): number => Math.min(LONGEST_GUARD_MS, windowMs(window) / 10);

/** @returns number of the bucket that a call booked at `nowMs` falls into */
export const bucketAt = (window: QuotaWindow, nowMs: number): number => Math.floor(nowMs / bucketMs(window));

/**
 * When a bucket's calls stop counting: once no stretch of the window's length can hold one of them and a new call, or once
 * the provider has begun to count anew since.
 */
const expiryOf = (window: QuotaWindow, bucket: number, resetMs: number): number => {
  const endMs = (bucket + 1) * bucketMs(window);
  const slidesOutMs = endMs + windowMs(window) + guardMs(window);
  return endMs <= resetMs ? Math.min(slidesOutMs, resetMs + guardMs(window)) : slidesOutMs;
};

/** How long a whole window of calls takes to be forgotten. */
export const roundMs = (window: QuotaWindow): number => windowMs(window) + guardMs(window) + bucketMs(window);

/** Until when foreign calls count that headers show now: to the provider's reset, or as long as our own. */
export const foreignUntil = (window: QuotaWindow, resetMs: number, nowMs: number): number =>
  resetMs > nowMs ? resetMs + guardMs(window) : nowMs + windowMs(window) + guardMs(window);

export const effectiveLimit = (window: QuotaWindow, book: WindowBook): number => {
  if (book.statedLimit === null || window.stated === 'no') return window.limit;
  return window.stated === 'any' ? book.statedLimit : Math.min(window.limit, book.statedLimit);
};

/** @returns buckets that no longer count, oldest first */
export const expiredBuckets = (window: QuotaWindow, book: WindowBook, nowMs: number): readonly number[] =>
  [...book.buckets.keys()].filter(bucket => expiryOf(window, bucket, book.resetMs) <= nowMs).sort((a, b) => a - b);

export const foreignAt = (book: WindowBook, nowMs: number): number => (book.foreign.untilMs > nowMs ? book.foreign.calls : 0);

/** @returns calls that count at `nowMs` */
export const usedAt = (window: QuotaWindow, book: WindowBook, nowMs: number): number =>
  expiredBuckets(window, book, nowMs).reduce((sum, bucket) => sum - (book.buckets.get(bucket) ?? 0), book.total) + foreignAt(book, nowMs);

/** Part of a window whose calls are the present pace. */
const PACE_PART = 4;

/** @returns calls that a whole window would hold at the pace of its last quarter */
export const paceAt = (window: QuotaWindow, book: WindowBook, nowMs: number): number => {
  const first = bucketAt(window, nowMs - windowMs(window) / PACE_PART);
  const recent = [...book.buckets].reduce((sum, [bucket, calls]) => (bucket > first ? sum + calls : sum), 0);
  return recent * PACE_PART;
};

/** @returns when there is room for one more call: `nowMs` or later. @param limit what the caller may use up */
export const roomAt = (window: QuotaWindow, book: WindowBook, limit: number, nowMs: number): number => {
  if (limit <= 0) return nowMs + roundMs(window);
  const leaving = [...book.buckets]
    .map(([bucket, calls]) => ({ atMs: expiryOf(window, bucket, book.resetMs), calls }))
    .concat({ atMs: book.foreign.untilMs, calls: book.foreign.calls })
    .filter(entry => entry.atMs > nowMs)
    .sort((a, b) => a.atMs - b.atMs);
  let used = usedAt(window, book, nowMs);
  let atMs = nowMs;
  for (const entry of leaving) {
    if (used < limit) break;
    used -= entry.calls;
    atMs = entry.atMs;
  }
  return atMs;
};

/** @returns the first time from `ms` on at which a bucket may stop counting: to look again between two of them is in vain */
export const nextExpiry = (window: QuotaWindow, ms: number): number => {
  const offset = windowMs(window) + guardMs(window);
  return Math.ceil((ms - offset) / bucketMs(window)) * bucketMs(window) + offset;
};
