import type { OwnerScope } from '../accounts/owner-scope.ts';
import { OWN_IMAGE_SHAPE, type OwnImage } from '../images/own-image.ts';
import type { OwnImageStore } from '../images/own-image-store.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import { ownedKey, type MemoryDatabase } from './memory-database.ts';
import { assertFollows, MemoryTable, promised } from './memory-table.ts';

/** Pictures of workspaces in memory. */
export class MemoryOwnImageStore implements OwnImageStore {
  readonly #database: MemoryDatabase;
  readonly #rows = new MemoryTable(OWN_IMAGE_SHAPE);

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  find(scope: OwnerScope, imageId: string): Promise<OwnImage | null> {
    return promised(() => this.#rows.find(ownedKey(scope, imageId)));
  }

  findMany(scope: OwnerScope, imageIds: readonly string[]): Promise<readonly OwnImage[]> {
    return promised(() => [...new Set(imageIds)].flatMap(id => this.#rows.find(ownedKey(scope, id)) ?? []));
  }

  list(scope: OwnerScope, request: PageRequest): Promise<Page<OwnImage>> {
    const purpose = { workspaceId: scope.workspaceId, list: 'own images' };
    return promised(() => this.#rows.page(ownedKey(scope, ''), { cursors: this.#database.cursors, purpose, request, order: 'asc' }));
  }

  save(scope: OwnerScope, own: OwnImage): Promise<void> {
    return promised(() => {
      const key = ownedKey(scope, own.image.id);
      assertFollows(this.#rows.find(key), own);
      this.#rows.put(key, own);
    });
  }

  remove(scope: OwnerScope, imageId: string): Promise<void> {
    return promised(() => this.#rows.delete(ownedKey(scope, imageId)));
  }

  listGoing(request: PageRequest): Promise<Page<OwnImage>> {
    return promised(() => {
      const going = new MemoryTable(OWN_IMAGE_SHAPE);
      for (const own of this.#rows.keys('').map(key => this.#rows.get(key)))
        if (own.state === 'going') going.put(`${own.since}#${own.image.id}`, own);
      const purpose = { workspaceId: '', list: 'own images going' };
      return going.page('', { cursors: this.#database.cursors, purpose, request, order: 'asc' });
    });
  }
}
