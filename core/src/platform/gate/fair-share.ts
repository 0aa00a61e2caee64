import { createHash } from 'node:crypto';

/** Workspaces are told apart by one of so many numbers, so that the item stays below 25 KB; two that fall together share one share. */
const SHARES = 256;

/** What the ledger remembers of a workspace. */
export interface Share {
  /** Calls by epoch; an epoch is one round of the account's first window, counted from 1970. */
  readonly used: ReadonlyMap<number, number>;
  /** The latest time that one of its calls was told to come back at: the end of its queue. */
  readonly tailMs: number;
  /** Until when it counts as waiting: its tail, but not for long after it was last heard of. */
  readonly waitsUntilMs: number;
}

export const NO_SHARE: Share = { used: new Map(), tailMs: 0, waitsUntilMs: 0 };

/** A call that was told to come back has this long to do so before its place is anybody's. State machines wait in whole seconds. */
const LATE_MS = 2_000;

/** @returns number of the workspace's share, from 0 */
export const shareOf = (workspaceId: string): number => createHash('sha256').update(workspaceId).digest().readUInt32BE() % SHARES;

export const isWaiting = (share: Share, nowMs: number): boolean => share.waitsUntilMs + LATE_MS > nowMs;

/** @returns how many shares the quota is divided by: those that wait, and the asking one */
export const contenders = (shares: ReadonlyMap<number, Share>, own: number, nowMs: number): number =>
  1 + [...shares].filter(([number, share]) => number !== own && isWaiting(share, nowMs)).length;

export const epochAt = (roundMs: number, nowMs: number): number => Math.floor(nowMs / roundMs);

/**
 * When a workspace that may use `due` calls a round is below that again. Calls of the epoch before count by the part of it
 * that is less than a round ago, as if they had been spread evenly: two numbers a workspace instead of a bucket each.
 * @returns a time that has passed already where it is below now
 */
export const belowDueAt = (share: Share, due: number, roundMs: number, nowMs: number): number => {
  const epoch = epochAt(roundMs, nowMs);
  const current = share.used.get(epoch) ?? 0;
  const before = share.used.get(epoch - 1) ?? 0;
  /** Part of the epoch that has to pass until `calls` of the one before have faded to less than `most`. */
  const faded = (calls: number, most: number): number => (calls < most ? 0 : 1 - most / calls);
  if (current < due) return (epoch + faded(before, due - current)) * roundMs;
  return (epoch + 1 + faded(current, due)) * roundMs;
};
