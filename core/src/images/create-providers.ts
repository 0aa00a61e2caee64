import type { AnswerCache } from '../platform/answer-cache.ts';
import type { CallGate } from '../platform/call-gate.ts';
import type { Clock } from '../platform/clock.ts';
import type { CallLimits } from '../platform/provider-http/call-limits.ts';
import { createProviderHttp } from '../platform/provider-http/provider-http.ts';
import { userAgent } from '../platform/provider-http/user-agent.ts';
import { createActionApi, type ActionApi } from '../platform/provider-http/wikimedia-action-api.ts';
import { createWikimediaHttp } from '../platform/provider-http/wikimedia-client.ts';
import { createCommonsProvider } from './commons/commons-provider.ts';
import type { ImageProvider } from './image-provider.ts';
import type { ProviderKeys } from './keys/provider-keys.ts';
import { createOpenverseProvider } from './openverse/openverse-provider.ts';
import { createOpenverseHttp } from './openverse/openverse-client.ts';
import { createPexelsJudge } from './pexels/pexels-judge.ts';
import { createPexelsProvider } from './pexels/pexels-provider.ts';
import { judgePixabay } from './pixabay/pixabay-judge.ts';
import { createPixabayProvider } from './pixabay/pixabay-provider.ts';
import { SearchedProvider, type ProviderConfig } from './provider-config.ts';
import { knownRights } from './rights/rights-table.ts';
import { createUnsplashJudge } from './unsplash/unsplash-judge.ts';
import { createUnsplashProvider } from './unsplash/unsplash-provider.ts';

export interface ProviderDeps {
  readonly config: ProviderConfig;
  readonly gate: CallGate;
  readonly cache: AnswerCache;
  readonly clock: Clock;
  readonly fetch: typeof globalThis.fetch;
  readonly keys: ProviderKeys;
  readonly limits?: Partial<CallLimits>;
}

/** The three wikis behind one client, because they share one budget. Make it once for a process. */
export interface Wikis {
  readonly commons: ActionApi;
  readonly wikidata: ActionApi;
  readonly wikipedia: ActionApi;
}

type Connection = Pick<ProviderDeps, 'gate' | 'clock' | 'fetch' | 'limits'> & { readonly userAgent: string };

const connection = ({ config, gate, clock, fetch, limits }: Omit<ProviderDeps, 'cache' | 'keys'>): Connection => ({
  gate,
  clock,
  fetch,
  userAgent: userAgent(config.version, config.contact),
  ...(limits !== undefined && { limits }),
});

export const createWikis = (deps: Omit<ProviderDeps, 'cache' | 'keys'>): Wikis => {
  const http = createWikimediaHttp(connection(deps));
  const { config } = deps;
  return {
    commons: createActionApi(http, config.commonsApiUrl),
    wikidata: createActionApi(http, config.wikidataApiUrl),
    wikipedia: createActionApi(http, config.wikipediaApiUrl),
  };
};

/** How each provider is made; the order is that of preference among pictures found the same way. */
const MAKERS: Readonly<Record<SearchedProvider, (deps: ProviderDeps, wikis: Wikis) => ImageProvider>> = {
  commons: ({ cache }, wikis) => createCommonsProvider(wikis.commons, cache),
  unsplash: deps => {
    const { config, cache, keys } = deps;
    const http = createProviderHttp({
      ...connection(deps),
      account: 'unsplash',
      name: 'Unsplash',
      headers: { 'accept-version': 'v1' },
      credential: {
        keys: refused => keys('unsplash', refused),
        apply: (_url, headers, key) => headers.set('authorization', `Client-ID ${key}`),
      },
      judge: createUnsplashJudge(config.quotaHourMs),
    });
    const rights = knownRights('unsplash', config.unsplashAutomation === 'confirmed' ? 'unsplash-agreed' : 'unsplash');
    return createUnsplashProvider({ http, base: config.unsplashApiUrl, cache, rights });
  },
  pexels: deps => {
    const { config, cache, keys } = deps;
    const http = createProviderHttp({
      ...connection(deps),
      account: 'pexels',
      name: 'Pexels',
      // The raw key: Pexels knows no `Bearer`.
      credential: { keys: refused => keys('pexels', refused), apply: (_url, headers, key) => headers.set('authorization', key) },
      judge: createPexelsJudge(config.quotaHourMs),
    });
    return createPexelsProvider(http, config.pexelsApiUrl, cache);
  },
  openverse: deps => {
    const { config, cache, keys } = deps;
    const http = createOpenverseHttp({ ...connection(deps), base: config.openverseApiUrl, keys: refused => keys('openverse', refused) });
    return createOpenverseProvider(http, config.openverseApiUrl, cache);
  },
  pixabay: deps => {
    const { config, cache, keys } = deps;
    const http = createProviderHttp({
      ...connection(deps),
      account: 'pixabay',
      name: 'Pixabay',
      credential: { keys: refused => keys('pixabay', refused), apply: (url, _headers, key) => url.searchParams.set('key', key) },
      judge: judgePixabay,
    });
    return createPixabayProvider(http, config.pixabayApiUrl, cache);
  },
};

/** Every provider the configuration switches on, in the order they are preferred. */
export const createProviders = (deps: ProviderDeps, wikis: Wikis): readonly ImageProvider[] =>
  SearchedProvider.options.filter(id => deps.config.enabled.includes(id)).map(id => MAKERS[id](deps, wikis));
