import { LogEvent } from '../../observability/events.ts';
import type { Logger } from '../../observability/logger.ts';
import type { Clock } from '../../platform/clock.ts';
import { KeyedProvider } from './key-ring.ts';
import type { ProviderKeyStore } from './provider-key-store.ts';

const DAY_MS = 86_400_000;
/** Sources give keys that never expire; half a year is as long as one that leaked unnoticed should be good. */
const OLD_MS = 180 * DAY_MS;

/** Tells of keys that should be replaced. Those that came with the stage have no age. */
export const tellOldKeys = async (
  store: Pick<ProviderKeyStore, 'read'>,
  clock: Clock,
  logger: Logger,
): Promise<readonly KeyedProvider[]> => {
  const rings = await store.read();
  const old = KeyedProvider.options.filter(provider => {
    const since = rings[provider]?.current?.since ?? null;
    return since !== null && Date.parse(since) + OLD_MS < clock();
  });
  for (const provider of old) logger.warn(LogEvent.providerKeyOld, { provider });
  return old;
};
