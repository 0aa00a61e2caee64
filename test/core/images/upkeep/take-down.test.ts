import { describe, expect, it } from '@jest/globals';
import type { StoredImage } from '../../../../core/src/images/stored-image.ts';
import { beginTakedown, finishTakedown, type FinishTakedownDeps } from '../../../../core/src/images/upkeep/take-down.ts';
import type { Invalidation } from '../../../../core/src/platform/answer-cache.ts';
import { NotFoundError } from '../../../../core/src/platform/dynamo/store-errors.ts';
import { plainText } from '../../../../core/src/platform/plain-text.ts';
import { anImageUse, aScope, aStoredImage, START_MS } from '../../../../core/src/testing/builders.ts';
import { MemoryObjectStore } from '../../../../core/src/testing/memory-object-store.ts';
import { createMemoryStores } from '../../../../core/src/testing/memory-stores.ts';
import { startRun } from '../../../../core/src/testing/start-run.ts';

const BY_ITS_AUTHOR = { reason: plainText('Its author asks for it.'), requestedBy: 'usr_1' };

/** @param projects that show the picture, each in two cues */
const world = async (projects = 3, depicts = ['Q7259']) => {
  const stores = createMemoryStores();
  const objects = new MemoryObjectStore();
  const invalidated: Invalidation[] = [];
  const dropped: string[] = [];
  const plain = aStoredImage(`taken down ${projects}`);
  const image: StoredImage = { ...plain, candidate: { ...plain.candidate, depicts } };
  await stores.images.put(image);
  for (const { key } of image.variants) await objects.put(key, new Uint8Array(3), { contentType: 'image/jpeg' });
  for (let count = 0; count < projects; count += 1) {
    const scope = aScope();
    const { run } = await startRun(stores, scope);
    const use = anImageUse({ workspaceId: scope.workspaceId, projectId: run.projectId, imageId: image.id });
    await stores.imageUses.replace(scope, run, [use, { ...use, cueId: 'cue_2' }]);
  }
  const deps: FinishTakedownDeps = {
    ...stores,
    objects,
    clock: () => START_MS,
    cache: { invalidate: what => Promise.resolve(void invalidated.push(what)) },
    dropPicture: ({ projectId }) => Promise.resolve(dropped.push(projectId) && 2),
  };
  return { deps, image, objects, invalidated, dropped };
};

describe('a takedown', () => {
  it('bars picture and candidate at once, and is one however often it is asked for', async () => {
    const { deps, image } = await world();
    const begun = await beginTakedown(deps, image.id, BY_ITS_AUTHOR);
    expect(begun).toMatchObject({ imageId: image.id, candidateId: image.candidate.id, state: 'under-way', requestedBy: 'usr_1' });
    expect(await deps.takedowns.barred([image.id, image.candidate.id])).toEqual(new Set([image.id, image.candidate.id]));
    expect(await beginTakedown(deps, image.id, { ...BY_ITS_AUTHOR, requestedBy: 'usr_2' })).toEqual(begun);
    await expect(beginTakedown(deps, aStoredImage('unknown').id, BY_ITS_AUTHOR)).rejects.toThrow(NotFoundError);
  });

  it('removes files, entry and kept answers, and takes the picture out of every project once', async () => {
    const { deps, image, objects, invalidated, dropped } = await world(60);
    const done = await finishTakedown(deps, await beginTakedown(deps, image.id, BY_ITS_AUTHOR));
    expect(done).toMatchObject({ state: 'done', projects: 60, cues: 120 });
    expect(await deps.takedowns.find(image.id)).toEqual(done);
    for (const { key } of image.variants) expect(await objects.head(key)).toBeNull();
    expect(await deps.images.getMany([image.id])).toEqual([]);
    expect(invalidated).toEqual([{ kind: 'entity', qid: 'Q7259' }]);
    expect(dropped).toHaveLength(60);
    expect(new Set(dropped).size).toBe(60);
    expect((await deps.takedowns.listUnderWay({ limit: 10 })).items).toEqual([]);
  });

  it('of a picture that nobody says what it shows forgets all answers of its provider', async () => {
    const { deps, image, invalidated } = await world(0, []);
    await finishTakedown(deps, await beginTakedown(deps, image.id, BY_ITS_AUTHOR));
    expect(invalidated).toEqual([{ kind: 'provider', provider: 'commons' }]);
  });

  it('done a second time changes nothing', async () => {
    const { deps, image, dropped } = await world();
    const done = await finishTakedown(deps, await beginTakedown(deps, image.id, BY_ITS_AUTHOR));
    dropped.length = 0;
    expect(await beginTakedown(deps, image.id, BY_ITS_AUTHOR)).toEqual(done);
    expect(await finishTakedown(deps, done)).toEqual(done);
    expect(dropped).toEqual([]);
  });

  it('is carried out by two processes at once and counted once', async () => {
    const { deps, image } = await world(8);
    const begun = await beginTakedown(deps, image.id, BY_ITS_AUTHOR);
    const showing = new Set<string>();
    const raced: FinishTakedownDeps = {
      ...deps,
      // As the real one: whoever comes second finds no cue.
      dropPicture: async ({ projectId }) => {
        await new Promise(next => setImmediate(next));
        if (showing.has(projectId)) return 0;
        showing.add(projectId);
        return 2;
      },
    };
    await Promise.all([finishTakedown(raced, begun), finishTakedown(raced, begun), finishTakedown(raced, begun)]);
    expect(await deps.takedowns.find(image.id)).toMatchObject({ state: 'done', projects: 8, cues: 16 });
  });

  it.each(['purge', 'remove', 'dropPicture', 'forget', 'save'] as const)('goes on where a process was killed at %s', async point => {
    const { deps, image, objects } = await world();
    const begun = await beginTakedown(deps, image.id, BY_ITS_AUTHOR);
    const killed = (): Promise<never> => Promise.reject(new Error('killed'));
    const dying: FinishTakedownDeps = {
      ...deps,
      ...(point === 'purge' && { objects: Object.assign(Object.create(objects), { purge: killed }) }),
      ...(point === 'remove' && {
        images: Object.assign(Object.create(deps.images), { remove: killed, getMany: deps.images.getMany.bind(deps.images) }),
      }),
      ...(point === 'dropPicture' && { dropPicture: killed }),
      ...(point === 'forget' && {
        imageUses: Object.assign(Object.create(deps.imageUses), {
          forget: killed,
          listOfImage: deps.imageUses.listOfImage.bind(deps.imageUses),
        }),
      }),
      ...(point === 'save' && {
        takedowns: Object.assign(Object.create(deps.takedowns), { save: killed, find: deps.takedowns.find.bind(deps.takedowns) }),
      }),
    };
    await expect(finishTakedown(dying, begun)).rejects.toThrow('killed');
    const [left] = (await deps.takedowns.listUnderWay({ limit: 10 })).items;
    if (left === undefined) throw new Error('it is still under way');
    expect(await finishTakedown(deps, left)).toMatchObject({ state: 'done' });
    expect((await deps.imageUses.listOfImage(image.id, { limit: 10 })).items).toEqual([]);
    expect(await deps.images.getMany([image.id])).toEqual([]);
  });
});
