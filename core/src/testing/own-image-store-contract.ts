import { expect, it } from '@jest/globals';
import { ConflictError } from '../platform/dynamo/store-errors.ts';
import { LARGEST_PAGE } from '../platform/page.ts';
import { aScope, newTestId, START_MS } from './builders.ts';
import { anOwnImage } from './image-builders.ts';
import type { Stores } from './memory-stores.ts';

const SINCE = new Date(START_MS).toISOString();

/** What every OwnImageStore guarantees. */
export const ownImageStoreContract = (stores: () => Stores): void => {
  it('gives back what was saved, and nothing where nothing was', async () => {
    const { ownImages } = stores();
    const scope = aScope();
    const own = anOwnImage(scope);
    expect(await ownImages.find(scope, own.image.id)).toBeNull();
    await ownImages.save(scope, own);
    expect(await ownImages.find(scope, own.image.id)).toEqual(own);
    expect(await ownImages.findMany(scope, [own.image.id, own.image.id, 'f'.repeat(64)])).toEqual([own]);
    expect(await ownImages.findMany(scope, [])).toEqual([]);
  });

  it('another workspace finds, lists, changes and removes none of it', async () => {
    const { ownImages } = stores();
    const scope = aScope();
    const stranger = aScope();
    const own = anOwnImage(scope);
    await ownImages.save(scope, own);
    expect(await ownImages.find(stranger, own.image.id)).toBeNull();
    expect(await ownImages.findMany(stranger, [own.image.id])).toEqual([]);
    expect((await ownImages.list(stranger, { limit: 10 })).items).toEqual([]);
    await expect(ownImages.save(stranger, { ...own, version: 2 })).rejects.toThrow(ConflictError);
    await ownImages.remove(stranger, own.image.id);
    expect(await ownImages.find(scope, own.image.id)).toEqual(own);
  });

  it('of several who change the same version one succeeds', async () => {
    const { ownImages } = stores();
    const scope = aScope();
    const own = anOwnImage(scope);
    const first = await Promise.allSettled([1, 2].map(() => ownImages.save(scope, own)));
    expect(first.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const second = await Promise.allSettled([1, 2, 3].map(() => ownImages.save(scope, { ...own, version: 2 })));
    expect(second.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('lists all of them, page by page', async () => {
    const { ownImages } = stores();
    const scope = aScope();
    const ids = ['a', 'b', 'c', 'd'].map(bytes => anOwnImage(scope, bytes));
    for (const own of ids) await ownImages.save(scope, own);
    const first = await ownImages.list(scope, { limit: 3 });
    const rest = await ownImages.list(scope, { limit: 3, cursor: first.next });
    expect([...first.items, ...rest.items].map(({ image }) => image.id)).toEqual(ids.map(({ image }) => image.id).sort());
  });

  it('lists those that are being deleted, of all workspaces, until they are gone; removing again is harmless', async () => {
    const { ownImages } = stores();
    const scope = aScope();
    const [kept, going] = [anOwnImage(scope, 'kept'), anOwnImage(scope, newTestId('upl'))];
    for (const own of [kept, going]) await ownImages.save(scope, own);
    await ownImages.save(scope, { ...going, version: 2, state: 'going', since: SINCE });
    const listed = async (): Promise<readonly string[]> =>
      (await ownImages.listGoing({ limit: LARGEST_PAGE })).items
        .filter(own => own.workspaceId === scope.workspaceId)
        .map(own => own.image.id);
    expect(await listed()).toEqual([going.image.id]);
    await ownImages.remove(scope, going.image.id);
    await ownImages.remove(scope, going.image.id);
    expect(await listed()).toEqual([]);
    expect(await ownImages.find(scope, going.image.id)).toBeNull();
  });
};
