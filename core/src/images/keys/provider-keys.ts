import { LogEvent } from '../../observability/events.ts';
import type { Logger } from '../../observability/logger.ts';
import type { Clock } from '../../platform/clock.ts';
import { EMPTY_RING, keysInForce, type KeyedProvider, type KeyRings } from './key-ring.ts';
import type { ProviderKeyStore } from './provider-key-store.ts';

/**
 * Keys of a provider that are worth trying, best first; none where the operator has set none.
 * @param refused the key that the provider has just refused
 */
export type ProviderKeys = (provider: KeyedProvider, refused?: string) => Promise<readonly string[]>;

export interface ProviderKeysOptions {
  readonly store: Pick<ProviderKeyStore, 'read'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How long a read of the secret is used. A new key is in use everywhere within this time. */
const KEPT_MS = 60_000;
/** A refusal is answered from a read no older than this. */
const FRESH_MS = 1_000;
/** How long a process passes over a key that was refused, while another is left. */
const PASSED_OVER_MS = 10 * 60_000;

/** @returns the rings as they were read no longer than so many milliseconds ago, or last, where they cannot be read now */
const keptRings = ({ store, clock, logger }: ProviderKeysOptions): ((mostMs: number) => Promise<KeyRings>) => {
  let kept: { readonly atMs: number; readonly rings: Promise<KeyRings> } | null = null;
  return mostMs => {
    if (kept !== null && clock() - kept.atMs <= mostMs) return kept.rings;
    const before = kept;
    const rings = store.read().catch((error: unknown) => {
      if (before === null) {
        kept = null;
        throw error;
      }
      logger.error(LogEvent.unexpected, { detail: 'provider keys cannot be read; those read last are used' }, error);
      return before.rings;
    });
    kept = { atMs: clock(), rings };
    return rings;
  };
};

/**
 * The one place that reads keys: a short cache over the store, for one process. A refused key makes it look whether there
 * is a newer one; where the key in force itself is refused, the one before stands in for it, and alone, until it is time
 * to try the other again: the provider never sees two in turn.
 */
export const createProviderKeys = (options: ProviderKeysOptions): ProviderKeys => {
  const { clock, logger } = options;
  const rings = keptRings(options);
  /** Until when, by key. */
  const passedOver = new Map<string, number>();

  return async (provider, refused) => {
    const ring = (await rings(refused === undefined ? KEPT_MS : FRESH_MS))[provider] ?? EMPTY_RING;
    const nowMs = clock();
    if (refused !== undefined) passedOver.set(refused, nowMs + PASSED_OVER_MS);
    if (refused !== undefined && refused === ring.current?.key) logger.error(LogEvent.providerKeyRefused, { provider });
    const keys = keysInForce(ring, nowMs);
    const good = keys.filter(key => (passedOver.get(key) ?? 0) <= nowMs);
    // With none left the breaker decides when the key in force is tried again.
    return good.length > 0 ? good : keys.slice(0, 1);
  };
};
