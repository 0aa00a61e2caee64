import type { ProviderName } from '../control/scenario.ts';
import type { Exchange, Room } from './exchange.ts';

/** Whose budget a call uses: the hosts of Wikimedia share one. */
export type Account = 'unsplash' | 'pexels' | 'wikimedia' | 'openverse' | 'pixabay';

/** Calls of an API, or downloads of pictures. */
export type Lane = 'api' | 'media';

/** A host of a provider, as a path of this server. */
export interface Mount {
  /** First part of the path, with a leading slash. */
  readonly prefix: string;
  readonly provider: ProviderName;
  readonly account: Account;
  readonly lane: Lane;
  readonly room: Room;
  /** The key that came with the request, for the journal's hash of it; absent where the provider has no keys. */
  readonly keyOf?: (exchange: Pick<Exchange, 'headers' | 'query'>) => string | null;
}

/** Requests at a time that the provider's etiquette allows; null where it states none. Source: Wikimedia's rate limits and robot policy. */
export const allowedParallel = (account: Account, lane: Lane): number | null => {
  if (account !== 'wikimedia') return null;
  return lane === 'api' ? 3 : 2;
};

/** @returns the mount with the longest prefix of the path, or null */
export const findMount = (mounts: readonly Mount[], path: string): Mount | null => {
  const fitting = mounts.filter(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`));
  return fitting.toSorted((a, b) => b.prefix.length - a.prefix.length)[0] ?? null;
};
