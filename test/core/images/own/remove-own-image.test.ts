import { describe, expect, it } from '@jest/globals';
import { beginRemoval, finishRemoval, type FinishRemovalDeps } from '../../../../core/src/images/own/remove-own-image.ts';
import { anImageUse, aScope, aStoredImage, START_MS } from '../../../../core/src/testing/builders.ts';
import { aGlossaryEntry } from '../../../../core/src/testing/entity-builders.ts';
import { anOwnImage } from '../../../../core/src/testing/image-builders.ts';
import { MemoryObjectStore } from '../../../../core/src/testing/memory-object-store.ts';
import { createMemoryStores } from '../../../../core/src/testing/memory-stores.ts';
import { startRun } from '../../../../core/src/testing/start-run.ts';

/** A workspace with two pictures, each given to a name and shown by a project. */
const world = async () => {
  const stores = createMemoryStores();
  const media = new MemoryObjectStore();
  const scope = aScope();
  const dropped: string[] = [];
  const [own, other] = [anOwnImage(scope, 'one'), anOwnImage(scope, 'two')];
  for (const { image } of [own, other]) {
    await stores.glossary.put(scope, aGlossaryEntry({ name: `Name ${image.id}`, action: 'picture', imageId: image.id }));
    for (const { key } of image.variants) await media.put(key, new Uint8Array(1), { contentType: 'image/jpeg' });
  }
  for (const each of [own, other]) await stores.ownImages.save(scope, each);
  await stores.glossary.put(scope, aGlossaryEntry({ name: 'Banned', action: 'ban' }));
  const { run } = await startRun(stores, scope);
  const use = anImageUse({ workspaceId: scope.workspaceId, projectId: run.projectId, imageId: own.image.id });
  await stores.imageUses.replace(scope, run, [use, { ...use, cueId: 'cue_2', imageId: other.image.id }]);
  const deps: FinishRemovalDeps & typeof stores = {
    ...stores,
    media,
    dropPicture: ({ projectId }, imageId) => Promise.resolve(dropped.push(`${projectId} ${imageId}`)),
  };
  const begin = () => beginRemoval({ ...stores, clock: () => START_MS }, scope, own.image.id);
  return { stores, media, scope, own, other, deps, begin, dropped, projectId: run.projectId };
};

describe('a picture that its workspace deletes', () => {
  it('is shown nowhere from then on, and its names are free; everything else said of names stays', async () => {
    const { stores, scope, own, other, begin } = await world();
    await begin();
    expect(await stores.ownImages.find(scope, own.image.id)).toMatchObject({ state: 'going' });
    const { items } = await stores.glossary.list(scope, { limit: 10 });
    expect(items.map(({ imageId }) => imageId).sort()).toEqual([other.image.id, undefined].sort());
    await expect(begin()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('of another workspace is a missing one', async () => {
    const { stores, own, scope } = await world();
    await expect(beginRemoval({ ...stores, clock: () => START_MS }, aScope(), own.image.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await stores.ownImages.find(scope, own.image.id)).toEqual(own);
  });

  it('of the catalogue cannot be deleted', async () => {
    const { stores, scope } = await world();
    const licensed = await stores.images.put(aStoredImage('licensed'));
    await expect(beginRemoval({ ...stores, clock: () => START_MS }, scope, licensed.id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('loses its files, its places and its row; other pictures keep theirs', async () => {
    const { stores, media, scope, own, other, begin, deps, dropped, projectId } = await world();
    await begin();
    const { items } = await stores.ownImages.listGoing({ limit: 10 });
    for (const going of items) await finishRemoval(deps, going);
    for (const { key } of own.image.variants) expect(await media.head(key)).toBeNull();
    for (const { key } of other.image.variants) expect(await media.head(key)).not.toBeNull();
    expect(dropped).toEqual([`${projectId} ${own.image.id}`]);
    expect(await stores.ownImages.find(scope, own.image.id)).toBeNull();
    expect(await stores.ownImages.find(scope, other.image.id)).toEqual(other);
    expect((await stores.imageUses.listOfImage(own.image.id, { limit: 10 })).items).toEqual([]);
    expect((await stores.ownImages.listGoing({ limit: 10 })).items).toEqual([]);
  });

  it('is finished by the next process where one was killed, and twice changes nothing', async () => {
    const { stores, scope, own, begin, deps } = await world();
    await begin();
    const [going] = (await stores.ownImages.listGoing({ limit: 10 })).items;
    const killed = { ...deps, dropPicture: () => Promise.reject(new Error('killed')) };
    await expect(finishRemoval(killed, going!)).rejects.toThrow('killed');
    expect((await stores.ownImages.listGoing({ limit: 10 })).items).toEqual([going]);
    await finishRemoval(deps, going!);
    await finishRemoval(deps, going!);
    expect(await stores.ownImages.find(scope, own.image.id)).toBeNull();
  });
});
