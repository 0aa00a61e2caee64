import type { CacheBounds } from '../platform/answer-cache/cache-bounds.ts';
import type { SearchedProvider } from './provider-config.ts';

interface CacheTime {
  readonly ttlSeconds: number;
  readonly emptyTtlSeconds: number;
}

const HOUR = 60 * 60;
const DAY = 24 * HOUR;

/** How long an answer is kept, empty ones shorter. Licences on Commons change by hand, and are looked at again before a picture is stored for an old answer. */
export const CACHE_TIMES: Readonly<Record<SearchedProvider, CacheTime>> = {
  commons: { ttlSeconds: 7 * DAY, emptyTtlSeconds: DAY },
  pexels: { ttlSeconds: DAY, emptyTtlSeconds: DAY },
  pixabay: { ttlSeconds: DAY, emptyTtlSeconds: DAY },
  openverse: { ttlSeconds: 4 * HOUR, emptyTtlSeconds: 4 * HOUR },
  unsplash: { ttlSeconds: HOUR, emptyTtlSeconds: HOUR },
};

/**
 * What providers ask for, whatever a rule says. Pixabay's API documentation demands 24 hours at least; Pexels' help suggests 24
 * hours and calls addresses stable in the short term; Openverse answers `max-age=14400`; Unsplash's addresses carry the token
 * its views are counted by, so an answer lasts for about as long as a search.
 */
export const CACHE_BOUNDS: Readonly<Record<SearchedProvider, CacheBounds>> = {
  commons: { leastSeconds: HOUR, mostSeconds: 30 * DAY },
  pexels: { leastSeconds: HOUR, mostSeconds: 7 * DAY },
  pixabay: { leastSeconds: DAY, mostSeconds: 30 * DAY },
  openverse: { leastSeconds: 4 * HOUR, mostSeconds: 7 * DAY },
  unsplash: { leastSeconds: 0, mostSeconds: DAY },
};
