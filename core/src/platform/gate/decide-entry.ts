import type { CallContext } from '../call-gate.ts';
import type { ErrorCode } from '../../errors/catalogue.ts';
import { limitFor, type AccountRules, type QuotaWindow } from './account-rules.ts';
import { bookOfWindow, shareIn, type AccountState } from './account-state.ts';
import { viewBreaker } from './breaker.ts';
import { belowDueAt, contenders, type Share } from './fair-share.ts';
import { hasEnded } from './lease.ts';
import { effectiveLimit, nextExpiry, roomAt, roundMs, windowId } from './sliding-window.ts';

/** Who asks. */
export interface Caller {
  readonly purpose: CallContext['purpose'];
  /** Number of its workspace's share. */
  readonly share: number;
  /** Whether it comes back at the time it was told. */
  readonly hasWaited: boolean;
  /** Whether a refusal of the key in force says nothing about this call. */
  readonly triesKey: boolean;
  /** 0 ≤ x < 1: keeps callers at the same time from choosing alike. */
  readonly chance: number;
}

/** Where a call waits for room. */
export interface Queue {
  /** When the first of a queue's calls may come. */
  readonly fromMs: number;
  /** A call that came back in time and found no room after all waits for the next room instead of at the end again. */
  readonly isNext: boolean;
  /** Between two calls, as fast as the window allows. */
  readonly stepMs: number;
  /** Workspaces whose calls take turns. */
  readonly among: number;
  /** How long the workspace counts as waiting from now on, at most. */
  readonly rememberMs: number;
  /** Times between which it is in vain to look again. */
  readonly align: (ms: number) => number;
}

export type EntryDecision =
  | {
      readonly kind: 'enter';
      /** Place to take where the account's parallel calls are bounded. */
      readonly place: number | null;
      /** Whether this is the one call that tries an open breaker. */
      readonly probe: boolean;
    }
  /** Come back at `untilMs`. */
  | { readonly kind: 'wait'; readonly untilMs: number; readonly why: string }
  /** Come back when the queue comes to it. */
  | { readonly kind: 'queue'; readonly queue: Queue; readonly why: string }
  /** All places are taken by calls that end soon. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'refuse'; readonly code: ErrorCode; readonly why: string };

/** How long others wait for the answer of the call that tries an open breaker; most providers answer within it. */
const PROBE_WAIT_MS = 5_000;

/**
 * A job waits out the first opening of a breaker; when the probe fails too, or a person waits, it goes on without the provider. What
 * becomes of a probe under way it waits for in any case: a talk asks many things at once, and the first of them is the probe.
 */
const breakerDecision = (rules: AccountRules, state: AccountState, caller: Caller, nowMs: number): EntryDecision | 'probe' | null => {
  const breaker = caller.triesKey ? { ...state.breaker, keyRefusedMs: 0 } : state.breaker;
  const view = viewBreaker(rules.breaker, breaker, nowMs);
  const isPatient = caller.purpose === 'job' && state.breaker.failedProbes === 0;
  const down = { kind: 'refuse', code: 'PROVIDER_UNAVAILABLE', why: `${rules.name} does not answer` } as const;
  const badKey = { kind: 'refuse', code: 'PROVIDER_KEY_INVALID', why: `${rules.name} refuses our key` } as const;
  switch (view.state) {
    case 'closed':
      return null;
    case 'key-invalid':
      return badKey;
    case 'open':
      return isPatient ? { kind: 'wait', untilMs: view.untilMs, why: down.why } : down;
    case 'half-open':
      if (hasEnded(state.probe, nowMs)) return 'probe';
      if (breaker.keyRefusedMs > 0) return badKey;
      return caller.purpose === 'job' ? { kind: 'wait', untilMs: nowMs + PROBE_WAIT_MS, why: down.why } : down;
  }
};

interface Room {
  readonly window: QuotaWindow;
  readonly limit: number;
  /** When there is room for one call. */
  readonly atMs: number;
}

const roomIn = (window: QuotaWindow, state: AccountState, caller: Caller, nowMs: number): Room => {
  const book = bookOfWindow(state, windowId(window));
  const limit = limitFor(effectiveLimit(window, book), caller.purpose);
  return { window, limit, atMs: roomAt(window, book, limit, nowMs) };
};

/**
 * While others wait each workspace may use an equal part of the first window; whoever has used it up leaves the room to them.
 * @returns from when on the workspace has some of its part left
 */
const turnAt = ([room]: readonly Room[], caller: Caller, share: Share, among: number, nowMs: number): number =>
  room === undefined || among === 1 || caller.purpose !== 'job'
    ? nowMs
    : belowDueAt(share, Math.max(1, room.limit / among), roundMs(room.window), nowMs);

/** @returns the queue for calls that have to wait for room: calls of all workspaces leave it as fast as the window allows */
const queueFor = ({ window, limit, atMs }: Room, among: number, fromMs: number, isNext: boolean): Queue => ({
  fromMs: Math.max(atMs, fromMs),
  isNext,
  stepMs: Math.ceil(roundMs(window) / Math.max(1, limit)),
  among,
  rememberMs: 2 * roundMs(window),
  align: ms => nextExpiry(window, ms),
});

/**
 * What becomes of a call, as far as the ledger's state tells: pure; the write that follows is conditional on what was read.
 * The order is: breaker, over-quota answers, windows, fair share, places.
 */
export const decideEntry = (rules: AccountRules, state: AccountState, caller: Caller, nowMs: number): EntryDecision => {
  const breaker = breakerDecision(rules, state, caller, nowMs);
  if (breaker !== null && breaker !== 'probe') return breaker;
  if (state.closedUntilMs > nowMs)
    return { kind: 'wait', untilMs: state.closedUntilMs, why: `${rules.name} says that we are over its quota` };
  const share = shareIn(state, caller.share);
  const among = contenders(state.shares, caller.share, nowMs);
  const rooms = rules.windows.map(window => roomIn(window, state, caller, nowMs));
  const [full] = [...rooms].sort((a, b) => b.atMs - a.atMs).filter(room => room.atMs > nowMs);
  if (full !== undefined)
    return { kind: 'queue', queue: queueFor(full, among, nowMs, caller.hasWaited), why: `${rules.name} has no calls left for now` };
  const turnMs = turnAt(rooms, caller, share, among, nowMs);
  const [first] = rooms;
  if (first !== undefined && turnMs > nowMs) {
    return { kind: 'queue', queue: queueFor(first, among, turnMs, false), why: `other workspaces wait for ${rules.name} too` };
  }
  const place = freePlace(rules, state, caller, nowMs);
  if (place === 'none') return { kind: 'busy' };
  return { kind: 'enter', place, probe: breaker === 'probe' };
};

const freePlace = (rules: AccountRules, state: AccountState, { chance }: Caller, nowMs: number): number | null | 'none' => {
  if (rules.parallel === null) return null;
  const places = Array.from({ length: rules.parallel }, (_, place) => place);
  const free = places.filter(place => hasEnded(state.places.get(place) ?? null, nowMs));
  return free[Math.floor(chance * free.length)] ?? 'none';
};
