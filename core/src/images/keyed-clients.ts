import type { CallGate } from '../platform/call-gate.ts';
import type { Clock } from '../platform/clock.ts';
import type { CallLimits } from '../platform/provider-http/call-limits.ts';
import { createProviderHttp, type ProviderHttp, type ProviderHttpOptions } from '../platform/provider-http/provider-http.ts';
import { userAgent } from '../platform/provider-http/user-agent.ts';
import type { KeyedProvider } from './keys/key-ring.ts';
import type { ProviderKeys } from './keys/provider-keys.ts';
import { createOpenverseHttp } from './openverse/openverse-client.ts';
import { createPexelsJudge } from './pexels/pexels-judge.ts';
import { judgePixabay } from './pixabay/pixabay-judge.ts';
import type { ProviderConfig } from './provider-config.ts';
import { createUnsplashJudge } from './unsplash/unsplash-judge.ts';

export interface ConnectionDeps {
  readonly config: ProviderConfig;
  readonly gate: CallGate;
  readonly clock: Clock;
  readonly fetch: typeof globalThis.fetch;
  readonly limits?: Partial<CallLimits>;
}

export interface KeyedClientDeps extends ConnectionDeps {
  readonly keys: ProviderKeys;
}

type Connection = Pick<ProviderHttpOptions, 'gate' | 'clock' | 'fetch' | 'limits' | 'userAgent'>;

export const connection = ({ config, gate, clock, fetch, limits }: ConnectionDeps): Connection => ({
  gate,
  clock,
  fetch,
  userAgent: userAgent(config.version, config.contact),
  ...(limits !== undefined && { limits }),
});

type Own = Pick<ProviderHttpOptions, 'name' | 'judge' | 'headers'> & {
  readonly apply: (url: URL, headers: Headers, key: string) => void;
};

const OWN: Readonly<Record<Exclude<KeyedProvider, 'openverse'>, (config: ProviderConfig) => Own>> = {
  unsplash: config => ({
    name: 'Unsplash',
    headers: { 'accept-version': 'v1' },
    apply: (_url, headers, key) => headers.set('authorization', `Client-ID ${key}`),
    judge: createUnsplashJudge(config.quotaHourMs),
  }),
  pexels: config => ({
    name: 'Pexels',
    // The raw key: Pexels knows no `Bearer`.
    apply: (_url, headers, key) => headers.set('authorization', key),
    judge: createPexelsJudge(config.quotaHourMs),
  }),
  pixabay: () => ({ name: 'Pixabay', apply: (url, _headers, key) => url.searchParams.set('key', key), judge: judgePixabay }),
};

/** The HTTP client of a provider that gives the operator a key: how the key is sent, and how its answers are read. */
export const createKeyedClient = (provider: KeyedProvider, deps: KeyedClientDeps): ProviderHttp => {
  const keys = (refused?: string): Promise<readonly string[]> => deps.keys(provider, refused);
  if (provider === 'openverse') return createOpenverseHttp({ ...connection(deps), base: deps.config.openverseApiUrl, keys });
  const { apply, ...own } = OWN[provider](deps.config);
  return createProviderHttp({ ...connection(deps), ...own, account: provider, credential: { keys, apply } });
};
