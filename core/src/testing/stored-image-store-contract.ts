import { expect, it } from '@jest/globals';
import { IMAGE_SHARDS, type CatalogueEntry, type StoredImageStore } from '../images/stored-image-store.ts';
import { NotFoundError } from '../platform/dynamo/store-errors.ts';
import { aStoredImage } from './builders.ts';
import type { Stores } from './memory-stores.ts';

/** What every StoredImageStore guarantees. @param name keeps the pictures of one suite apart from another's */
export const storedImageStoreContract = (stores: () => Stores, name: string): void => {
  it('the same bytes stored by two workers are one picture, the first one’s', async () => {
    const { images } = stores();
    const image = aStoredImage(`${name} twice`);
    const again = { ...image, thumbhash: 'BBBB' };
    const answers = await Promise.all([images.put(image), images.put(again)]);
    const stored = await images.get(image.id);
    expect(answers).toEqual([stored, stored]);
    expect([image, again]).toContainEqual(stored);
  });

  it('gets those there are of many, each once', async () => {
    const { images } = stores();
    const kept = [aStoredImage(`${name} a`), aStoredImage(`${name} b`)];
    for (const image of kept) await images.put(image);
    const asked = [...kept, ...kept, aStoredImage(`${name} never stored`)].map(image => image.id);
    const found = await images.getMany(asked);
    expect(found.map(image => image.id).sort()).toEqual(kept.map(image => image.id).sort());
    expect(await images.getMany([])).toEqual([]);
  });

  it('lists a shard by the time of the last check, the longest ago first', async () => {
    const { images } = stores();
    const shard = '7';
    const kept = Array.from({ length: 200 }, (_, count) => aStoredImage(`${name} ${count}`))
      .filter(image => image.id.startsWith(shard))
      .slice(0, 3);
    for (const image of kept) await images.put(image);
    const [first, ...others] = kept.map(image => image.id).sort();
    if (first === undefined) throw new Error('200 hashes hold some of every first digit');
    await images.markChecked(first, '2026-02-01T00:00:00.000Z', null);
    const ids = (await images.listLongestUnchecked(shard, { limit: 100 })).items.map(({ image }) => image.id);
    expect(ids.filter(id => kept.some(image => image.id === id))).toEqual([...others, first]);
  });

  it('a removed picture is missing, and removing it again does nothing', async () => {
    const { images } = stores();
    const image = aStoredImage(`${name} removed`);
    await images.put(image);
    await images.remove(image.id);
    await images.remove(image.id);
    await expect(images.get(image.id)).rejects.toThrow(NotFoundError);
    await expect(images.markChecked(image.id, '2026-02-01T00:00:00.000Z', null)).rejects.toThrow(NotFoundError);
  });
};

const entryOf = async (images: StoredImageStore, imageId: string): Promise<CatalogueEntry | undefined> => {
  const shard = IMAGE_SHARDS.find(digit => imageId.startsWith(digit)) ?? '0';
  for (let cursor: string | undefined; ;) {
    const page = await images.listLongestUnchecked(shard, { limit: 100, ...(cursor !== undefined && { cursor }) });
    const entry = page.items.find(({ image }) => image.id === imageId);
    if (entry !== undefined || page.next === undefined) return entry;
    cursor = page.next;
  }
};

/** What a StoredImageStore guarantees of the marks that upkeep sets. */
export const storedImageMarksContract = (stores: () => Stores, name: string): void => {
  it('remembers what the last check found, until the next', async () => {
    const { images } = stores();
    const image = aStoredImage(`${name} suspect`);
    await images.put(image);
    await images.markChecked(image.id, '2026-03-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z');
    expect(await entryOf(images, image.id)).toMatchObject({
      checkedAt: '2026-03-01T00:00:00.000Z',
      suspectSince: '2026-03-01T00:00:00.000Z',
    });
    await images.markChecked(image.id, '2026-03-02T00:00:00.000Z', null);
    expect(await entryOf(images, image.id)).toMatchObject({ checkedAt: '2026-03-02T00:00:00.000Z', suspectSince: null });
  });

  it('an unused picture is removed unless it was used again since it was marked', async () => {
    const { images } = stores();
    const [kept, swept] = [aStoredImage(`${name} reused`), aStoredImage(`${name} swept`)];
    const since = '2026-03-01T00:00:00.000Z';
    for (const image of [kept, swept]) {
      await images.put(image);
      expect(await images.removeUnused(image.id, since)).toBe(false);
      await images.markUnused(image.id, since);
    }
    await images.markChecked(kept.id, since, since);
    expect(await images.reuse(kept.id)).toEqual({ image: kept, checkedAt: since, suspectSince: since, unusedSince: null });
    expect(await entryOf(images, kept.id)).toMatchObject({ unusedSince: null });
    expect(await images.removeUnused(kept.id, since)).toBe(false);
    expect(await images.removeUnused(swept.id, since)).toBe(true);
    expect(await images.getMany([kept.id, swept.id])).toEqual([kept]);
    expect(await images.reuse(swept.id)).toBeNull();
  });
};
