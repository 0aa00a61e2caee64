import * as z from 'zod';
import type { CallContext, CallGate, CallResult } from '../../platform/call-gate.ts';
import type { Outcome } from '../../platform/outcome.ts';
import { connection, createKeyedClient, type ConnectionDeps } from '../keyed-clients.ts';
import { createOpenverseTokens } from '../openverse/openverse-tokens.ts';
import type { ProviderConfig } from '../provider-config.ts';
import type { KeyedProvider } from './key-ring.ts';

/** What a provider made of a key. `limit`, `remaining`: calls, as its headers state them; they tell the tier the key is in. */
export type KeyTrial =
  | { readonly verdict: 'accepted'; readonly limit: number | null; readonly remaining: number | null }
  | { readonly verdict: 'refused' | 'over-quota' | 'unreachable'; readonly why: string };

/** Finds something everywhere, and costs every provider the same. */
const WORD = 'lighthouse';

const under = (base: URL, path: string, parameters: Readonly<Record<string, string>>): URL => {
  const url = new URL(`${base.href.replace(/\/+$/, '')}${path}`);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url;
};

/** The smallest search each provider answers. */
const SMALLEST_SEARCH: Readonly<Record<KeyedProvider, (config: ProviderConfig) => URL>> = {
  unsplash: ({ unsplashApiUrl }) => under(unsplashApiUrl, '/search/photos', { query: WORD, per_page: '1' }),
  pexels: ({ pexelsApiUrl }) => under(pexelsApiUrl, '/v1/search', { query: WORD, per_page: '1' }),
  openverse: ({ openverseApiUrl }) => under(openverseApiUrl, '/v1/images/', { q: WORD, page_size: '1' }),
  pixabay: ({ pixabayApiUrl }) => {
    const url = new URL(pixabayApiUrl);
    for (const [name, value] of Object.entries({ q: WORD, per_page: '3' })) url.searchParams.set(name, value);
    return url;
  },
};

type Answered = Extract<CallResult, { kind: 'answered' }>;

/**
 * The gate of a trial: every call is booked like any other, and a key that is refused in it is told of by the trial alone,
 * so that a bad key that was never in force stops nobody.
 */
const trialGate = (gate: CallGate): { readonly gate: CallGate; readonly last: () => Answered | null } => {
  let answered: Answered | null = null;
  return {
    last: () => answered,
    gate: {
      enter: async (account, call) => {
        const entered = await gate.enter(account, call);
        if (entered.outcome !== 'done') return entered;
        const leave = (result: CallResult): Promise<void> => {
          if (result.kind === 'answered') answered = result;
          return entered.value.leave(result.kind === 'key-invalid' ? { kind: 'key-refused' } : result);
        };
        return { ...entered, value: { leave } };
      },
    },
  };
};

/** @returns what an outcome without a value says of a key */
export const trialOf = (outcome: Exclude<Outcome<unknown>, { outcome: 'done' }>): KeyTrial => {
  if (outcome.outcome === 'deferred') return { verdict: 'over-quota', why: outcome.why };
  const isRefused = outcome.outcome === 'failed' && outcome.code === 'PROVIDER_KEY_INVALID';
  return { verdict: isRefused ? 'refused' : 'unreachable', why: outcome.why };
};

/** Openverse answers without a token too, so whether it gives one is what tells of the key. */
const hasToken = async (deps: ConnectionDeps, key: string): Promise<boolean> => {
  const keys = (): Promise<readonly string[]> => Promise.resolve([key]);
  return (await createOpenverseTokens({ ...connection(deps), base: deps.config.openverseApiUrl, keys })()).length > 0;
};

/** Makes one real call with a key, whether it is in force or not, or without one. */
export const tryKey = async (
  deps: ConnectionDeps,
  provider: KeyedProvider,
  key: string | null,
  call: Omit<CallContext, 'purpose' | 'triesKey'>,
): Promise<KeyTrial> => {
  const { gate, last } = trialGate(deps.gate);
  const client = createKeyedClient(provider, { ...deps, gate, keys: () => Promise.resolve(key === null ? [] : [key]) });
  const url = SMALLEST_SEARCH[provider](deps.config);
  const outcome = await client.get(url, z.unknown(), { ...call, purpose: 'interactive', triesKey: true });
  if (outcome.outcome !== 'done') return trialOf(outcome);
  if (provider === 'openverse' && key !== null && !(await hasToken(deps, key)))
    return { verdict: 'refused', why: 'Openverse: it gives no token for this client; its e-mail address may not be verified' };
  return { verdict: 'accepted', limit: last()?.limit ?? null, remaining: last()?.remaining ?? null };
};
