import type { BreakerState } from './breaker.ts';
import { NO_SHARE, type Share } from './fair-share.ts';
import type { Item } from './item-change.ts';
import { EMPTY_BOOK, type WindowBook } from './sliding-window.ts';

/** Everything the ledger knows of one account: one item of the table `limits`. */
export interface AccountState {
  /** By window id. */
  readonly books: ReadonlyMap<string, WindowBook>;
  /** Until when the provider itself said we are over quota; 0 otherwise. */
  readonly closedUntilMs: number;
  readonly breaker: BreakerState;
  /** Lease of the call that tries an open breaker, or null. */
  readonly probe: string | null;
  /** Leases of calls under way, by place. */
  readonly places: ReadonlyMap<number, string>;
  readonly shares: ReadonlyMap<number, Share>;
  /** End of the queue of all workspaces. */
  readonly tailMs: number;
}

/** Names of the item's attributes. Each is top-level, because only those can be added to without reading. */
export const ATTRIBUTE = {
  total: (window: string): string => `${window}|total`,
  bucket: (window: string, bucket: number): string => `${window}|calls|${bucket}`,
  foreignCalls: (window: string): string => `${window}|foreign`,
  foreignUntil: (window: string): string => `${window}|foreignUntil`,
  statedLimit: (window: string): string => `${window}|limit`,
  reset: (window: string): string => `${window}|reset`,
  place: (place: number): string => `place|${place}`,
  used: (share: number, epoch: number): string => `used|${share}|${epoch}`,
  tail: (share: number): string => `tail|${share}`,
  waitsUntil: (share: number): string => `waitsUntil|${share}`,
  tailOfAll: 'tail',
  closedUntil: 'closedUntil',
  probe: 'probe',
  failures: 'failures',
  failuresSince: 'failuresSince',
  lastFailure: 'lastFailure',
  failedProbes: 'failedProbes',
  keyRefused: 'keyRefused',
  changes: 'changes',
} as const;

const Calls = /^\d+s\|calls\|(\d+)$/;

const numberOf = (item: Item, name: string): number => {
  const value = item[name];
  return typeof value === 'number' ? value : 0;
};

const textOf = (item: Item, name: string): string | null => {
  const value = item[name];
  return typeof value === 'string' ? value : null;
};

const bookOf = (item: Item, window: string): WindowBook => {
  const buckets = Object.entries(item).flatMap(([name, calls]) => {
    const bucket = name.startsWith(`${window}|`) ? Calls.exec(name)?.[1] : undefined;
    return bucket === undefined || typeof calls !== 'number' ? [] : [[Number(bucket), calls] as const];
  });
  return {
    total: numberOf(item, ATTRIBUTE.total(window)),
    buckets: new Map(buckets),
    foreign: { calls: numberOf(item, ATTRIBUTE.foreignCalls(window)), untilMs: numberOf(item, ATTRIBUTE.foreignUntil(window)) },
    statedLimit: ATTRIBUTE.statedLimit(window) in item ? numberOf(item, ATTRIBUTE.statedLimit(window)) : null,
    resetMs: numberOf(item, ATTRIBUTE.reset(window)),
  };
};

const numbersAfter = (item: Item, prefix: string): readonly number[] =>
  Object.keys(item).flatMap(name => (name.startsWith(prefix) ? [Number(name.slice(prefix.length))] : []));

const Used = /^used\|(\d+)\|(\d+)$/;

const sharesOf = (item: Item): ReadonlyMap<number, Share> => {
  const used = new Map<number, Map<number, number>>();
  for (const [name, calls] of Object.entries(item)) {
    const [, share, epoch] = Used.exec(name) ?? [];
    if (share === undefined || typeof calls !== 'number') continue;
    used.set(Number(share), (used.get(Number(share)) ?? new Map<number, number>()).set(Number(epoch), calls));
  }
  const shares = new Set([...used.keys(), ...numbersAfter(item, 'waitsUntil|')]);
  return new Map(
    [...shares].map(share => [
      share,
      {
        used: used.get(share) ?? new Map<number, number>(),
        tailMs: numberOf(item, ATTRIBUTE.tail(share)),
        waitsUntilMs: numberOf(item, ATTRIBUTE.waitsUntil(share)),
      },
    ]),
  );
};

/** @param windows ids of the account's windows; what the item holds of others is left alone */
export const readAccountState = (item: Item, windows: readonly string[]): AccountState => {
  return {
    books: new Map(windows.map(window => [window, bookOf(item, window)])),
    closedUntilMs: numberOf(item, ATTRIBUTE.closedUntil),
    breaker: {
      failures: numberOf(item, ATTRIBUTE.failures),
      sinceMs: numberOf(item, ATTRIBUTE.failuresSince),
      lastFailureMs: numberOf(item, ATTRIBUTE.lastFailure),
      failedProbes: numberOf(item, ATTRIBUTE.failedProbes),
      keyRefusedMs: numberOf(item, ATTRIBUTE.keyRefused),
    },
    probe: textOf(item, ATTRIBUTE.probe),
    places: new Map(
      numbersAfter(item, 'place|').flatMap(place => {
        const lease = textOf(item, ATTRIBUTE.place(place));
        return lease === null ? [] : [[place, lease] as const];
      }),
    ),
    shares: sharesOf(item),
    tailMs: numberOf(item, ATTRIBUTE.tailOfAll),
  };
};

/** @returns how often the item had been changed when it was like this */
export const changesOf = (item: Item): number => numberOf(item, ATTRIBUTE.changes);

export const bookOfWindow = (state: AccountState, window: string): WindowBook => state.books.get(window) ?? EMPTY_BOOK;
export const shareIn = (state: AccountState, share: number): Share => state.shares.get(share) ?? NO_SHARE;
