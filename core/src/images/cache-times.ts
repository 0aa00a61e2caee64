import type { ProviderId } from './rights-record.ts';

interface CacheTime {
  readonly ttlSeconds: number;
  readonly emptyTtlSeconds: number;
}

const HOUR = 60 * 60;
const DAY = 24 * HOUR;

/**
 * How long an answer is kept, empty ones shorter. Pixabay's API documentation demands 24 hours at least; Pexels' help suggests
 * 24 hours; Openverse answers `max-age=14400`; Unsplash's addresses carry the token its views are counted by, so an answer is
 * kept for as long as a search lasts. Licences on Commons change by hand, and are looked at again before a picture is stored.
 */
export const CACHE_TIMES: Readonly<Record<Exclude<ProviderId, 'owner'>, CacheTime>> = {
  commons: { ttlSeconds: 7 * DAY, emptyTtlSeconds: DAY },
  pexels: { ttlSeconds: DAY, emptyTtlSeconds: DAY },
  pixabay: { ttlSeconds: DAY, emptyTtlSeconds: DAY },
  openverse: { ttlSeconds: 4 * HOUR, emptyTtlSeconds: 4 * HOUR },
  unsplash: { ttlSeconds: HOUR, emptyTtlSeconds: HOUR },
};
