import { limitFor, type AccountRules, type QuotaWindow } from './account-rules.ts';
import { ATTRIBUTE, bookOfWindow, shareIn, type AccountState } from './account-state.ts';
import type { Caller, EntryDecision, Queue } from './decide-entry.ts';
import { ItemChange, type Item } from './item-change.ts';
import { epochAt, isWaiting } from './fair-share.ts';
import { endedBefore } from './lease.ts';
import { bucketAt, effectiveLimit, expiredBuckets, foreignAt, roundMs, windowId, type WindowBook } from './sliding-window.ts';

type Enter = Extract<EntryDecision, { kind: 'enter' }>;

/** Expired buckets are removed when their room is needed or when so many have gathered: callers that remove the same ones get in each other's way. */
const GATHERED = 10;

const sumOf = (book: WindowBook, buckets: readonly number[]): number =>
  buckets.reduce((sum, bucket) => sum + (book.buckets.get(bucket) ?? 0), 0);

/**
 * Books one call in one window. The limit is compared by DynamoDB itself on the sum of all buckets, so that a hundred
 * callers need no order among themselves; only the removal of expired buckets is conditional on what was read.
 */
const bookCall = (change: ItemChange, window: QuotaWindow, state: AccountState, caller: Caller, nowMs: number): void => {
  const id = windowId(window);
  const book = bookOfWindow(state, id);
  const limit = limitFor(effectiveLimit(window, book), caller.purpose) - foreignAt(book, nowMs);
  const expired = expiredBuckets(window, book, nowMs);
  const total = ATTRIBUTE.total(id);
  if (window.stated !== 'no') change.ifStill(ATTRIBUTE.foreignCalls(id), book.foreign.calls, 0);
  change.add(ATTRIBUTE.bucket(id, bucketAt(window, nowMs)), 1);
  if (expired.length === 0 || (book.total < limit && expired.length < GATHERED)) {
    change.add(total, 1).ifAbsentOrLess(total, limit);
    return;
  }
  const gone = sumOf(book, expired);
  change.add(total, 1 - gone).ifAbsentOrLess(total, limit + gone);
  for (const bucket of expired) {
    const name = ATTRIBUTE.bucket(id, bucket);
    change.ifEquals(name, book.buckets.get(bucket) ?? 0).remove(name);
  }
};

/** Counts the call for its workspace, and forgets what workspaces used too long ago to matter. */
const countShare = (change: ItemChange, rules: AccountRules, state: AccountState, caller: Caller, nowMs: number): void => {
  const [first] = rules.windows;
  if (first === undefined) return;
  const epoch = epochAt(roundMs(first), nowMs);
  change.add(ATTRIBUTE.used(caller.share, epoch), 1);
  const forgotten = [...state.shares].flatMap(([share, { used }]) =>
    [...used.keys()].filter(old => old < epoch - 1).map(old => ATTRIBUTE.used(share, old)),
  );
  if (forgotten.length >= GATHERED) change.remove(...forgotten);
};

/** A workspace whose queue goes on counts as waiting for another while. */
const remember = (change: ItemChange, rules: AccountRules, state: AccountState, caller: Caller, nowMs: number): void => {
  const share = shareIn(state, caller.share);
  const [first] = rules.windows;
  if (first === undefined || !isWaiting(share, nowMs)) return;
  change.set(ATTRIBUTE.waitsUntil(caller.share), Math.ceil(Math.min(Math.max(share.tailMs, state.tailMs), nowMs + 2 * roundMs(first))));
};

const guardBreaker = (change: ItemChange, rules: AccountRules, state: AccountState, lease: string, probe: boolean, nowMs: number): void => {
  const { lastFailureMs, keyRefusedMs } = state.breaker;
  change.ifStill(ATTRIBUTE.keyRefused, keyRefusedMs, 0);
  if (probe) {
    change.ifStill(ATTRIBUTE.lastFailure, lastFailureMs, 0).ifAbsentOrLess(ATTRIBUTE.probe, endedBefore(nowMs)).set(ATTRIBUTE.probe, lease);
  } else if (state.breaker.failures < rules.breaker.failures) {
    change.ifAbsentOrLess(ATTRIBUTE.failures, rules.breaker.failures);
  }
};

/** The write by which a call that may enter does so: refused where anything that mattered to the decision has changed. */
export const entryChange = (
  rules: AccountRules,
  state: AccountState,
  caller: Caller,
  decision: Enter,
  lease: string,
  nowMs: number,
): ItemChange => {
  const change = new ItemChange();
  guardBreaker(change, rules, state, lease, decision.probe, nowMs);
  change.ifAbsentOrLess(ATTRIBUTE.closedUntil, nowMs + 1);
  for (const window of rules.windows) bookCall(change, window, state, caller, nowMs);
  if (decision.place !== null) {
    const name = ATTRIBUTE.place(decision.place);
    change.ifAbsentOrLess(name, endedBefore(nowMs)).set(name, lease);
  }
  countShare(change, rules, state, caller, nowMs);
  remember(change, rules, state, caller, nowMs);
  return change;
};

export interface Queued {
  readonly change: ItemChange;
  /** @param after what the change left @returns when to come back */
  readonly untilMs: (after: Item) => number;
}

/** Moves the end of a queue on by one call, or begins a queue that had come to its end. @returns where it then is, if nobody is faster */
const moveOn = (change: ItemChange, tail: string, tailMs: number, headMs: number, stepMs: number): number => {
  if (tailMs < headMs) change.set(tail, headMs).ifAbsentOrLess(tail, headMs);
  else change.add(tail, stepMs);
  return tailMs < headMs ? headMs : tailMs + stepMs;
};

/** A workspace whose turn would come so many times sooner than the end of the queue goes by turns: others have queued far more. */
const FAR_SOONER = 4;

/**
 * Puts a call at the end of the queue, first come first served. Beside it each workspace has a queue of its own in which
 * all take turns; whoever would come far sooner there goes by that, so that a few calls never wait for somebody's many.
 * Callers at the same time get places one after the other, because DynamoDB adds for each and says where it got to.
 */
export const queueChange = (state: AccountState, caller: Caller, queue: Queue, nowMs: number): Queued => {
  const { stepMs, among, fromMs } = queue;
  const own = shareIn(state, caller.share);
  const change = new ItemChange();
  const wait = (untilMs: number): ItemChange =>
    change.set(ATTRIBUTE.waitsUntil(caller.share), Math.ceil(Math.min(Math.max(untilMs, own.waitsUntilMs), nowMs + queue.rememberMs)));
  const headMs = Math.ceil(fromMs);
  if (queue.isNext) return { change: wait(headMs), untilMs: () => queue.align(headMs) };
  const ownTail = ATTRIBUTE.tail(caller.share);
  const turnMs = moveOn(change, ownTail, own.tailMs, headMs, stepMs * among);
  const lastMs = moveOn(change, ATTRIBUTE.tailOfAll, state.tailMs, headMs, stepMs);
  const goesByTurn = (turnMs - headMs + stepMs * among) * FAR_SOONER < lastMs - headMs;
  const tail = goesByTurn ? ownTail : ATTRIBUTE.tailOfAll;
  return { change: wait(goesByTurn ? turnMs : lastMs), untilMs: after => queue.align(Number(after[tail] ?? lastMs)) };
};
