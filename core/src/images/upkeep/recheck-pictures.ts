import type { Clock } from '../../platform/clock.ts';
import { plainText } from '../../platform/plain-text.ts';
import type { ImageProvider } from '../image-provider.ts';
import type { ImageUseStore } from '../image-use-store.ts';
import { IMAGE_SHARDS, type CatalogueEntry, type StoredImageStore } from '../stored-image-store.ts';
import type { TakedownStore } from '../takedown-store.ts';
import { beginTakedown } from './take-down.ts';

export interface RecheckPicturesDeps {
  readonly images: StoredImageStore;
  readonly imageUses: ImageUseStore;
  readonly takedowns: TakedownStore;
  readonly providers: readonly ImageProvider[];
  readonly clock: Clock;
}

export interface Rechecked {
  readonly checked: number;
  /** Said to be gone or no longer free, for the first time. */
  readonly suspect: number;
  /** Said so twice, a day apart. */
  readonly barred: number;
}

const DAY_MS = 24 * 60 * 60_000;
/** Pictures in use are looked at once a week; those that were suspect the last time a day later. */
const WEEK_MS = 7 * DAY_MS;
/** Looked at in one round of one shard; a round is every few minutes, and there are sixteen. */
const MOST_OF_SHARD = 8;

const isDue = ({ checkedAt, suspectSince }: CatalogueEntry, nowMs: number): boolean =>
  Date.parse(checkedAt) + (suspectSince === null ? WEEK_MS : DAY_MS) <= nowMs;

type Look = keyof Rechecked | 'put-off' | 'skipped';

/**
 * A source that says once that a file is gone may be mistaken, or the file renamed; what says so again a day later is
 * believed, and the picture is taken down.
 */
const look = async (deps: RecheckPicturesDeps, { image, suspectSince }: CatalogueEntry): Promise<Look> => {
  const { candidate, id } = image;
  const now = new Date(deps.clock()).toISOString();
  const provider = deps.providers.find(each => each.id === candidate.provider);
  const isUsed = (await deps.imageUses.listOfImage(id, { limit: 1 })).items.length > 0;
  if (provider?.checksBeforeUse !== true || !isUsed) {
    await deps.images.markChecked(id, now, null);
    return 'skipped';
  }
  const outcome = await provider.check(candidate, { workspaceId: 'operator', purpose: 'recheck' });
  if (outcome.outcome === 'deferred' || outcome.outcome === 'failed') return 'put-off';
  if (outcome.outcome === 'done') {
    await deps.images.markChecked(id, now, null);
    return 'checked';
  }
  if (suspectSince !== null) {
    await beginTakedown(deps, id, { reason: plainText(`Its source says: ${outcome.why}`), requestedBy: 're-check' });
    return 'barred';
  }
  await deps.images.markChecked(id, now, now);
  return 'suspect';
};

/**
 * Looks again whether pictures in use are still there and still free, the longest unchecked first, with the calls the
 * ledger keeps back for it; where there are none it ends until the next round.
 */
export const recheckPictures = async (deps: RecheckPicturesDeps): Promise<Rechecked> => {
  const counts = { checked: 0, suspect: 0, barred: 0 };
  for (const shard of IMAGE_SHARDS) {
    const { items } = await deps.images.listLongestUnchecked(shard, { limit: MOST_OF_SHARD });
    for (const entry of items.filter(each => isDue(each, deps.clock()))) {
      const found = await look(deps, entry);
      if (found === 'put-off') return counts;
      if (found !== 'skipped') counts[found] += 1;
    }
  }
  return counts;
};
