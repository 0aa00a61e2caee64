import { describe, expect, it } from '@jest/globals';
import { GlossaryEntry } from '../../../core/src/entities/glossary.ts';
import { wholeGlossary } from '../../../core/src/entities/glossary-store.ts';
import { keepGlossaryEntry } from '../../../core/src/entities/keep-glossary.ts';
import { aScope, aStoredImage, START_MS } from '../../../core/src/testing/builders.ts';
import { anOwnImage } from '../../../core/src/testing/image-builders.ts';
import { createMemoryStores } from '../../../core/src/testing/memory-stores.ts';

const world = async () => {
  const stores = createMemoryStores();
  const scope = aScope();
  const own = anOwnImage(scope);
  await stores.ownImages.save(scope, own);
  const keep = (imageId: string, of = scope) =>
    keepGlossaryEntry({ ...stores, clock: () => START_MS }, of, GlossaryEntry.parse({ name: 'Ada Example', action: 'picture', imageId }));
  return { stores, scope, own, keep };
};

describe('an entry that shows a name by a picture', () => {
  it('takes one of the workspace’s own', async () => {
    const { stores, scope, own, keep } = await world();
    expect(await keep(own.image.id)).toMatchObject({ action: 'picture', imageId: own.image.id, saidBy: scope.principalId });
    expect(await wholeGlossary(stores.glossary, scope)).toHaveLength(1);
  });

  it('refuses what is not there, another workspace’s, one of the catalogue, and one that is being deleted, all alike', async () => {
    const { stores, scope, own, keep } = await world();
    const licensed = await stores.images.put(aStoredImage('licensed'));
    await stores.ownImages.save(scope, { ...own, version: 2, state: 'going', since: new Date(START_MS).toISOString() });
    const theirs = anOwnImage(aScope());
    await stores.ownImages.save(aScope({ workspaceId: theirs.workspaceId }), theirs);
    for (const id of ['f'.repeat(64), theirs.image.id, licensed.id, own.image.id])
      await expect(keep(id)).rejects.toMatchObject({ code: 'IMAGE_UNKNOWN', detail: undefined });
    expect(await wholeGlossary(stores.glossary, scope)).toEqual([]);
  });

  it('needs the picture', () => {
    expect(GlossaryEntry.safeParse({ name: 'Ada Example', action: 'picture' }).success).toBe(false);
  });
});
