import * as z from 'zod';
import { OperatorContact } from '../platform/provider-http/user-agent.ts';
import { ProviderId } from './rights-record.ts';

/** Providers that can be asked; the owner's own pictures are no provider of anybody's. */
export const SearchedProvider = ProviderId.exclude(['owner']);
export type SearchedProvider = z.infer<typeof SearchedProvider>;

const Address = z.url({ protocol: /^https?$/ }).transform(address => new URL(address));

const origin = (live: string): z.ZodPrefault<typeof Address> => Address.prefault(live);

/**
 * Where the providers are and whether they are asked: plain strings, live by default. Keys are not configuration; they come
 * from a secret, one call at a time.
 */
export const ProviderConfig = z.object({
  contact: OperatorContact,
  /** Of this software, for the User-Agent. */
  version: z.string().regex(/^[0-9A-Za-z.+-]{1,40}$/),
  /** Action API endpoints, `…/w/api.php`. */
  commonsApiUrl: origin('https://commons.wikimedia.org/w/api.php'),
  wikidataApiUrl: origin('https://www.wikidata.org/w/api.php'),
  wikipediaApiUrl: origin('https://en.wikipedia.org/w/api.php'),
  pexelsApiUrl: origin('https://api.pexels.com'),
  unsplashApiUrl: origin('https://api.unsplash.com'),
  openverseApiUrl: origin('https://api.openverse.org'),
  pixabayApiUrl: origin('https://pixabay.com/api/'),
  /** Providers that may be asked. */
  enabled: z.array(SearchedProvider).default(['commons', 'pexels']),
  /** `confirmed`: the operator holds Unsplash's consent to pictures chosen by a program. */
  unsplashAutomation: z.enum(['confirmed', 'not-confirmed']).default('not-confirmed'),
  /** Length of the short window of providers that do not say when theirs ends; shorter only in drills. */
  quotaHourMs: z.coerce
    .number()
    .int()
    .min(1_000)
    .default(60 * 60 * 1_000),
});
export type ProviderConfig = z.infer<typeof ProviderConfig>;

/** @returns where a provider or wiki is asked, by the name its cached answers go by; empty for one that has no address */
export const addressOf = (config: ProviderConfig, provider: string): string => {
  const addresses: Readonly<Record<string, URL>> = {
    commons: config.commonsApiUrl,
    wikidata: config.wikidataApiUrl,
    wikipedia: config.wikipediaApiUrl,
    pexels: config.pexelsApiUrl,
    unsplash: config.unsplashApiUrl,
    openverse: config.openverseApiUrl,
    pixabay: config.pixabayApiUrl,
  } satisfies Record<SearchedProvider | 'wikidata' | 'wikipedia', URL>;
  return addresses[provider]?.href ?? '';
};
