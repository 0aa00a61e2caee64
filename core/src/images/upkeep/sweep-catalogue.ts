import type { Clock } from '../../platform/clock.ts';
import { catalogueKeys } from '../../platform/object-keys.ts';
import type { ListedObject, ObjectStore } from '../../platform/object-store.ts';
import type { ImageUseStore } from '../image-use-store.ts';
import type { CatalogueEntry, ImageShard, StoredImageStore } from '../stored-image-store.ts';
import type { StoredImage } from '../stored-image.ts';

export interface SweepCatalogueDeps {
  readonly images: StoredImageStore;
  readonly imageUses: Pick<ImageUseStore, 'listOfImage'>;
  /** The catalogue bucket. */
  readonly objects: ObjectStore;
  readonly clock: Clock;
}

export interface Swept {
  /** Pictures found in no timeline for the first time. */
  readonly marked: number;
  /** Pictures removed because nothing has shown them for long. */
  readonly unused: number;
  /** Files without a picture they belong to, removed. */
  readonly orphans: number;
}

const DAY_MS = 86_400_000;
/** Longer than any job waits between choosing a picture and publishing it, and long enough for an editor's second thoughts. */
const UNUSED_MS = 14 * DAY_MS;
/** A picture's files are written before its record. */
const ORPHAN_MS = DAY_MS;
const AT_ONCE = 100;

const keysOf = ({ variants }: StoredImage): ReadonlySet<string> => new Set(variants.map(({ key }) => key));

const sweepEntry = async (deps: SweepCatalogueDeps, { image, unusedSince }: CatalogueEntry): Promise<keyof Swept | null> => {
  const isUsed = (await deps.imageUses.listOfImage(image.id, { limit: 1 })).items.length > 0;
  const nowMs = deps.clock();
  if (isUsed) {
    if (unusedSince !== null) await deps.images.reuse(image.id);
    return null;
  }
  if (unusedSince === null) {
    await deps.images.markUnused(image.id, new Date(nowMs).toISOString());
    return 'marked';
  }
  if (Date.parse(unusedSince) + UNUSED_MS > nowMs) return null;
  if (!(await deps.images.removeUnused(image.id, unusedSince))) return null;
  // A process that is killed here leaves files without a record, and those are removed below the next time.
  for (const key of keysOf(image)) await deps.objects.purge(key);
  return 'unused';
};

const sweepUnused = async (deps: SweepCatalogueDeps, shard: ImageShard): Promise<{ marked: number; unused: number }> => {
  const counts = { marked: 0, unused: 0, orphans: 0 };
  const entries: CatalogueEntry[] = [];
  let cursor: string | undefined;
  do {
    const page = await deps.images.listLongestUnchecked(shard, { limit: AT_ONCE, ...(cursor !== undefined && { cursor }) });
    entries.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  for (const entry of entries) {
    const done = await sweepEntry(deps, entry);
    if (done !== null) counts[done] += 1;
  }
  return counts;
};

const purgeOrphans = async ({ images, objects }: SweepCatalogueDeps, files: readonly ListedObject[]): Promise<number> => {
  const ids = [...new Set(files.map(({ key }) => catalogueKeys.imageOf(key) ?? ''))].filter(id => id !== '');
  const known = new Set((await images.getMany(ids)).flatMap(image => [...keysOf(image)]));
  const orphans = files.filter(({ key }) => !known.has(key));
  for (const { key } of orphans) await objects.purge(key);
  return orphans.length;
};

const sweepOrphans = async (deps: SweepCatalogueDeps, shard: ImageShard): Promise<number> => {
  let orphans = 0;
  let files: ListedObject[] = [];
  for await (const file of deps.objects.list(catalogueKeys.shard(shard))) {
    if (file.modifiedMs + ORPHAN_MS > deps.clock()) continue;
    files.push(file);
    if (files.length < AT_ONCE) continue;
    orphans += await purgeOrphans(deps, files);
    files = [];
  }
  return files.length === 0 ? orphans : orphans + (await purgeOrphans(deps, files));
};

/** Marks what no timeline shows, removes what has been marked for long, and files that belong to nothing. */
export const sweepShard = async (deps: SweepCatalogueDeps, shard: ImageShard): Promise<Swept> => ({
  ...(await sweepUnused(deps, shard)),
  orphans: await sweepOrphans(deps, shard),
});
