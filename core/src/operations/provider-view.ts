import * as z from 'zod';
import { KEY_OPTIONAL, prune, type KeyRing } from '../images/keys/key-ring.ts';
import { SearchedProvider } from '../images/provider-config.ts';
import type { CallAccount } from '../platform/call-gate.ts';
import type { AccountRules, QuotaWindow } from '../platform/gate/account-rules.ts';
import { bookOfWindow, type AccountState } from '../platform/gate/account-state.ts';
import { viewBreaker } from '../platform/gate/breaker.ts';
import { hasEnded } from '../platform/gate/lease.ts';
import { effectiveLimit, paceAt, roundMs, usedAt, windowId } from '../platform/gate/sliding-window.ts';
import { providerStanding } from './provider-standing.ts';

const Count = z.int().nonnegative();
const At = z.iso.datetime();

const WindowView = z.object({
  seconds: z.int().positive(),
  limit: Count.describe('Calls the provider allows in any stretch of that length, by its headers where they say so'),
  used: Count.describe('Calls that count now, those of other programs with the same account included'),
  forecast: Count.describe('Calls a whole window would hold at the pace of its last quarter'),
  fullAt: At.nullable().describe('When no call is left at that pace; null: not within the window'),
});

export const ProviderKeyView = z
  .object({
    state: z.enum(['not-needed', 'optional', 'missing', 'set']),
    since: At.nullable().describe('Since when it is in force; null: it came with the stage, or there is none'),
    ageDays: Count.nullable(),
    previousUntil: At.nullable().describe('Until when the key before stands in where this one is refused'),
    stagedSince: At.nullable().describe('A key was given and could not be tried yet'),
  })
  .meta({ id: 'ProviderKey', description: 'How old a key is; never the key.' });

export const ProviderView = z
  .object({
    provider: SearchedProvider,
    name: z.string(),
    enabled: z.boolean(),
    state: z.enum(['ok', 'degraded']),
    detail: z.string(),
    windows: z.array(WindowView),
    booked: Count.describe('Calls that wait for their turn, as far as the books tell'),
    underWay: Count,
    parallel: Count.nullable().describe('Most calls at a time'),
    closedUntil: At.nullable().describe('Until when the provider itself said that we are over quota'),
    breaker: z.object({ state: z.enum(['closed', 'open', 'key-invalid', 'half-open']), until: At.nullable() }),
    key: ProviderKeyView,
  })
  .meta({ id: 'Provider', description: 'How a picture source stands by our own books; it is not asked.' });
export type ProviderView = z.infer<typeof ProviderView>;
export type ProviderKeyView = z.infer<typeof ProviderKeyView>;

/** Whose budget a provider's calls are booked in. */
export const ACCOUNT_OF: Readonly<Record<SearchedProvider, CallAccount>> = {
  commons: 'wikimedia',
  unsplash: 'unsplash',
  pexels: 'pexels',
  openverse: 'openverse',
  pixabay: 'pixabay',
};

const DAY_MS = 24 * 3_600_000;
const iso = (ms: number): string => new Date(ms).toISOString();
const isoAfter = (ms: number, nowMs: number): string | null => (ms > nowMs ? iso(ms) : null);

const windowView = (window: QuotaWindow, state: AccountState, nowMs: number): z.infer<typeof WindowView> => {
  const book = bookOfWindow(state, windowId(window));
  const limit = effectiveLimit(window, book);
  const used = Math.max(0, usedAt(window, book, nowMs));
  const forecast = paceAt(window, book, nowMs);
  const leftMs = forecast === 0 ? Infinity : (Math.max(0, limit - used) / forecast) * window.seconds * 1_000;
  return { seconds: window.seconds, limit, used, forecast, fullAt: leftMs < window.seconds * 1_000 ? iso(nowMs + leftMs) : null };
};

/** The queue's end moves on by one step a call. */
const bookedCalls = ({ windows: [first] }: AccountRules, state: AccountState, nowMs: number): number => {
  if (first === undefined || state.tailMs <= nowMs) return 0;
  const limit = Math.max(1, effectiveLimit(first, bookOfWindow(state, windowId(first))));
  return Math.ceil(((state.tailMs - nowMs) / roundMs(first)) * limit);
};

/** @param ring null: the provider gives no keys */
export const keyView = (provider: SearchedProvider, ring: KeyRing | null, nowMs: number): ProviderKeyView => {
  const none = { since: null, ageDays: null, previousUntil: null, stagedSince: null };
  if (ring === null) return { ...none, state: 'not-needed' };
  const { current, previous, staged } = prune(ring, nowMs);
  const since = current?.since ?? null;
  return {
    state: current !== null ? 'set' : KEY_OPTIONAL.has(provider) ? 'optional' : 'missing',
    since,
    ageDays: since === null ? null : Math.floor((nowMs - Date.parse(since)) / DAY_MS),
    previousUntil: previous?.until ?? null,
    stagedSince: staged?.since ?? null,
  };
};

export interface ProviderBooks {
  readonly provider: SearchedProvider;
  readonly enabled: boolean;
  readonly rules: AccountRules;
  readonly state: AccountState;
  readonly ring: KeyRing | null;
}

/** @returns what operators see of a provider */
export const providerView = ({ provider, enabled, rules, state, ring }: ProviderBooks, nowMs: number): ProviderView => {
  const breaker = viewBreaker(rules.breaker, state.breaker, nowMs);
  const key = keyView(provider, ring, nowMs);
  const standing = providerStanding(rules, state, nowMs);
  return {
    provider,
    name: rules.name,
    enabled,
    ...(enabled && key.state === 'missing' ? { state: 'degraded', detail: 'needs a key' } : standing),
    windows: rules.windows.map(window => windowView(window, state, nowMs)),
    booked: bookedCalls(rules, state, nowMs),
    underWay: [...state.places.values()].filter(lease => !hasEnded(lease, nowMs)).length,
    parallel: rules.parallel,
    closedUntil: isoAfter(state.closedUntilMs, nowMs),
    breaker: { state: breaker.state, until: 'untilMs' in breaker ? iso(breaker.untilMs) : null },
    key,
  };
};
