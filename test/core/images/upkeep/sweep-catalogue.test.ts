import { describe, expect, it } from '@jest/globals';
import type { ImageShard } from '../../../../core/src/images/stored-image-store.ts';
import { sweepShard, type Swept } from '../../../../core/src/images/upkeep/sweep-catalogue.ts';
import { anImageUse, aScope, aStoredImage, START_MS } from '../../../../core/src/testing/builders.ts';
import { MemoryObjectStore } from '../../../../core/src/testing/memory-object-store.ts';
import { createMemoryStores } from '../../../../core/src/testing/memory-stores.ts';
import { startRun } from '../../../../core/src/testing/start-run.ts';

const DAY = 86_400_000;
const NOTHING: Swept = { marked: 0, unused: 0, orphans: 0 };

/** @param isUsed whether a timeline shows the picture */
const world = async (isUsed: boolean) => {
  const stores = createMemoryStores();
  const objects = new MemoryObjectStore();
  // Objects of the fake are as old as the machine's clock says.
  const time = { now: Math.max(Date.now(), START_MS) + 2 * DAY };
  const image = aStoredImage('swept');
  await stores.images.put(image);
  for (const { key } of image.variants) await objects.put(key, new Uint8Array(3), { contentType: 'image/jpeg' });
  const scope = aScope();
  const { run } = await startRun(stores, scope);
  const use = anImageUse({ workspaceId: scope.workspaceId, projectId: run.projectId, imageId: image.id });
  if (isUsed) await stores.imageUses.replace(scope, run, [use]);
  const shard = image.id.slice(0, 1) as ImageShard;
  const sweep = () => sweepShard({ ...stores, objects, clock: () => time.now }, shard);
  const files = async () => (await Promise.all(image.variants.map(({ key }) => objects.head(key)))).filter(head => head !== null).length;
  return { stores, objects, time, image, sweep, files, showAgain: () => stores.imageUses.replace(scope, run, [use]) };
};

describe('the sweep of the catalogue', () => {
  it('leaves what a timeline shows', async () => {
    const { sweep, time, files, image } = await world(true);
    for (let day = 0; day < 60; day += 20) {
      time.now += 20 * DAY;
      expect(await sweep()).toEqual(NOTHING);
    }
    expect(await files()).toBe(new Set(image.variants.map(({ key }) => key)).size);
  });

  it('marks what nothing shows, and removes it with its files two weeks later', async () => {
    const { sweep, time, files, stores, image } = await world(false);
    expect(await sweep()).toEqual({ ...NOTHING, marked: 1 });
    time.now += 13 * DAY;
    expect(await sweep()).toEqual(NOTHING);
    time.now += 2 * DAY;
    expect(await sweep()).toEqual({ ...NOTHING, unused: 1 });
    expect([await files(), await stores.images.getMany([image.id])]).toEqual([0, []]);
    expect(await sweep()).toEqual(NOTHING);
  });

  it('forgets its mark where the picture is shown again meanwhile', async () => {
    const { sweep, time, showAgain, stores, image } = await world(false);
    await sweep();
    await showAgain();
    time.now += 30 * DAY;
    expect(await sweep()).toEqual(NOTHING);
    expect(await stores.images.getMany([image.id])).toHaveLength(1);
  });

  it('removes files that no picture knows once they are a day old', async () => {
    const { sweep, objects, image, files } = await world(true);
    const orphan = `catalogue/images/${image.id}/left-behind.jpg`;
    await objects.put(orphan, new Uint8Array(3), { contentType: 'image/jpeg' });
    expect(await sweep()).toEqual({ ...NOTHING, orphans: 1 });
    expect(await objects.head(orphan)).toBeNull();
    expect(await files()).toBeGreaterThan(0);
  });
});
