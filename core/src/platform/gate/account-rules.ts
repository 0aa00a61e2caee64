import * as z from 'zod';
import type { CallAccount, CallContext } from '../call-gate.ts';

/** A bound on calls in any stretch of time of that length, wherever it begins. */
export interface QuotaWindow {
  readonly seconds: number;
  readonly limit: number;
  /**
   * Whether the provider's headers describe this window, at most one of an account: `any` takes over the limit they state,
   * `lower` only a lower one, so that a configured limit stays the most.
   */
  readonly stated: 'no' | 'any' | 'lower';
}

export interface BreakerRules {
  /** So many failures within `withinSeconds` open it. */
  readonly failures: number;
  readonly withinSeconds: number;
  /** How long it is open the first time; doubled by each probe that fails, up to `longestSeconds`. */
  readonly openSeconds: number;
  readonly longestSeconds: number;
  /** How long a refused key keeps it open before one call tries the key again. */
  readonly keySeconds: number;
}

export interface AccountRules {
  /** As people know it, for sentences. */
  readonly name: string;
  readonly windows: readonly QuotaWindow[];
  /** Most calls at a time; null: any number. */
  readonly parallel: number | null;
  /** After this a call that has not been heard of is counted as ended; longer than any call may take. */
  readonly leaseSeconds: number;
  readonly breaker: BreakerRules;
}

const BREAKER: BreakerRules = { failures: 5, withinSeconds: 60, openSeconds: 30, longestSeconds: 600, keySeconds: 600 };
const HOUR = 3_600;
const DAY = 24 * HOUR;

/** JSON calls end within 10 s, downloads of media within 60. */
const account = (name: string, parallel: number | null, windows: readonly QuotaWindow[]): AccountRules => ({
  name,
  windows,
  parallel,
  leaseSeconds: windows.length === 0 ? 120 : 30,
  breaker: BREAKER,
});

/**
 * What each provider allows, as its documentation says it: Unsplash 50 an hour for a new application; Pexels 200 an hour
 * and 20,000 a month, of which its headers state the month; all hosts of Wikimedia together 200 a minute for a client that
 * names its operator and 3 at a time, media 2 at a time; Openverse without an account 20 a minute and 200 a day;
 * Pixabay 100 a minute.
 */
export const ACCOUNT_RULES: Readonly<Record<CallAccount, AccountRules>> = {
  unsplash: account('Unsplash', null, [{ seconds: HOUR, limit: 50, stated: 'any' }]),
  pexels: account('Pexels', null, [
    { seconds: HOUR, limit: 200, stated: 'no' },
    { seconds: 30 * DAY, limit: 20_000, stated: 'any' },
  ]),
  wikimedia: account('Wikimedia', 3, [{ seconds: 60, limit: 200, stated: 'no' }]),
  'wikimedia-media': account('Wikimedia media', 2, []),
  openverse: account('Openverse', null, [
    { seconds: 60, limit: 20, stated: 'no' },
    { seconds: DAY, limit: 200, stated: 'any' },
  ]),
  pixabay: account('Pixabay', null, [{ seconds: 60, limit: 100, stated: 'any' }]),
};

/** Parts of a window's limit that only some may use: jobs leave a tenth to people who wait and to re-checks, re-checks half of that. */
const KEPT_BACK: Readonly<Record<CallContext['purpose'], number>> = { job: 0.1, recheck: 0.05, interactive: 0 };

/** @returns the part of `limit` that calls for this purpose may use up; small limits are not split */
export const limitFor = (limit: number, purpose: CallContext['purpose']): number => limit - Math.floor(limit * KEPT_BACK[purpose]);

const Override = z.strictObject({
  windows: z
    .array(z.strictObject({ seconds: z.int().min(1), limit: z.int().min(0), stated: z.enum(['no', 'any', 'lower']).default('no') }))
    .optional(),
  parallel: z.int().min(1).nullable().optional(),
  /** How long the breaker is open the first time. */
  openSeconds: z.int().min(1).optional(),
});
const Overrides = z.partialRecord(
  z.enum(['wikimedia', 'wikimedia-media', 'pexels', 'unsplash', 'openverse', 'pixabay'] satisfies readonly CallAccount[]),
  Override,
);

/**
 * @param overrides JSON such as `{"pexels":{"windows":[{"seconds":20,"limit":50}]}}`, or empty for none. Windows given here
 * replace all of the account's; headers are not heeded for them unless `stated` says so.
 * @throws an error that names the field that is wrong
 */
export const accountRules = (overrides: string): Readonly<Record<CallAccount, AccountRules>> => {
  if (overrides.trim() === '') return ACCOUNT_RULES;
  const given = Overrides.parse(JSON.parse(overrides));
  const changed = (name: CallAccount): AccountRules => {
    const rules = ACCOUNT_RULES[name];
    const { windows, parallel, openSeconds } = given[name] ?? {};
    return {
      ...rules,
      windows: windows ?? rules.windows,
      breaker: { ...rules.breaker, openSeconds: openSeconds ?? rules.breaker.openSeconds },
      parallel: parallel === undefined ? rules.parallel : parallel,
    };
  };
  return {
    unsplash: changed('unsplash'),
    pexels: changed('pexels'),
    wikimedia: changed('wikimedia'),
    'wikimedia-media': changed('wikimedia-media'),
    openverse: changed('openverse'),
    pixabay: changed('pixabay'),
  };
};
