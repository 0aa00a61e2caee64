import { expect, it } from '@jest/globals';
import { sha256Hex } from '../platform/digest.ts';
import { ConflictError } from '../platform/dynamo/store-errors.ts';
import { aTakedown } from './image-builders.ts';
import type { Stores } from './memory-stores.ts';

/** What every TakedownStore guarantees. @param name keeps the pictures of one suite apart from another's */
export const takedownStoreContract = (stores: () => Stores, name: string): void => {
  const takedownOf = (what: string) => aTakedown({ imageId: sha256Hex(`${name} ${what}`), candidateId: `commons:${name} ${what}` });

  it('bars a picture and its candidate from the moment it begins, and begins once', async () => {
    const { takedowns } = stores();
    const takedown = takedownOf('begun');
    const ids = [takedown.imageId, takedown.candidateId, sha256Hex('another'), 'pexels:1', takedown.imageId];
    expect(await takedowns.barred(ids)).toEqual(new Set());
    expect(await takedowns.begin(takedown)).toEqual(takedown);
    expect(await takedowns.begin({ ...takedown, requestedBy: 'somebody else' })).toEqual(takedown);
    expect(await takedowns.barred(ids)).toEqual(new Set([takedown.imageId, takedown.candidateId]));
    expect(await takedowns.barred([])).toEqual(new Set());
  });

  it('two pictures found under one id are both taken down', async () => {
    const { takedowns } = stores();
    const first = takedownOf('first version');
    const second = { ...takedownOf('second version'), candidateId: first.candidateId };
    expect(await takedowns.begin(first)).toEqual(first);
    expect(await takedowns.begin(second)).toEqual(second);
    expect(await takedowns.barred([first.imageId, second.imageId])).toEqual(new Set([first.imageId, second.imageId]));
  });

  it('is listed until it is done, and known and barred afterwards', async () => {
    const { takedowns } = stores();
    const takedown = takedownOf('listed');
    const isListed = async () => (await takedowns.listUnderWay({ limit: 100 })).items.some(({ imageId }) => imageId === takedown.imageId);
    expect(await takedowns.find(takedown.imageId)).toBeNull();
    await takedowns.begin(takedown);
    expect(await isListed()).toBe(true);
    const done = { ...takedown, state: 'done' as const, projects: 2, cues: 3, doneAt: takedown.requestedAt, version: 2 };
    await takedowns.save(done);
    expect(await isListed()).toBe(false);
    expect(await takedowns.find(takedown.imageId)).toEqual(done);
    expect((await takedowns.barred([takedown.candidateId])).size).toBe(1);
  });

  it('is saved only by who has read it as it is', async () => {
    const { takedowns } = stores();
    const takedown = takedownOf('raced');
    await takedowns.begin(takedown);
    await takedowns.save({ ...takedown, projects: 1, version: 2 });
    await expect(takedowns.save({ ...takedown, projects: 9, version: 2 })).rejects.toThrow(ConflictError);
    expect((await takedowns.find(takedown.imageId))?.projects).toBe(1);
  });
};
