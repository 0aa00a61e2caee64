import type { AnswerCache } from '../platform/answer-cache.ts';
import { createActionApi, type ActionApi } from '../platform/provider-http/wikimedia-action-api.ts';
import { createWikimediaHttp } from '../platform/provider-http/wikimedia-client.ts';
import { createCommonsProvider } from './commons/commons-provider.ts';
import type { ImageProvider } from './image-provider.ts';
import { connection, createKeyedClient, type ConnectionDeps, type KeyedClientDeps } from './keyed-clients.ts';
import { createOpenverseProvider } from './openverse/openverse-provider.ts';
import { createPexelsProvider } from './pexels/pexels-provider.ts';
import { createPixabayProvider } from './pixabay/pixabay-provider.ts';
import { SearchedProvider } from './provider-config.ts';
import { knownRights } from './rights/rights-table.ts';
import { createUnsplashProvider } from './unsplash/unsplash-provider.ts';

export interface ProviderDeps extends KeyedClientDeps {
  readonly cache: AnswerCache;
}

/** The three wikis behind one client, because they share one budget. Make it once for a process. */
export interface Wikis {
  readonly commons: ActionApi;
  readonly wikidata: ActionApi;
  readonly wikipedia: ActionApi;
}

export const createWikis = (deps: ConnectionDeps): Wikis => {
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
  commons: ({ cache, clock }, wikis) => createCommonsProvider(wikis.commons, cache, clock),
  unsplash: deps => {
    const { config, cache } = deps;
    const rights = knownRights('unsplash', config.unsplashAutomation === 'confirmed' ? 'unsplash-agreed' : 'unsplash');
    return createUnsplashProvider({ http: createKeyedClient('unsplash', deps), base: config.unsplashApiUrl, cache, rights });
  },
  pexels: deps => createPexelsProvider(createKeyedClient('pexels', deps), deps.config.pexelsApiUrl, deps.cache),
  openverse: deps => createOpenverseProvider(createKeyedClient('openverse', deps), deps.config.openverseApiUrl, deps.cache),
  pixabay: deps => createPixabayProvider(createKeyedClient('pixabay', deps), deps.config.pixabayApiUrl, deps.cache),
};

/** Every provider the configuration switches on, in the order they are preferred. */
export const createProviders = (deps: ProviderDeps, wikis: Wikis): readonly ImageProvider[] =>
  SearchedProvider.options.filter(id => deps.config.enabled.includes(id)).map(id => MAKERS[id](deps, wikis));
