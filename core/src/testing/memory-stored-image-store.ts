import { STORED_IMAGE_SHAPE, type ImageShard, type StoredImageStore } from '../images/stored-image-store.ts';
import type { StoredImage } from '../images/stored-image.ts';
import { NotFoundError } from '../platform/dynamo/store-errors.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import type { MemoryDatabase } from './memory-database.ts';
import { MemoryTable, promised } from './memory-table.ts';

/** The catalogue in memory. */
export class MemoryStoredImageStore implements StoredImageStore {
  readonly #database: MemoryDatabase;
  readonly #checkedAt = new Map<string, string>();

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  put(image: StoredImage): Promise<StoredImage> {
    return promised(() => {
      const stored = this.#database.images.find(image.id);
      if (stored !== null) return stored;
      this.#database.images.put(image.id, image);
      this.#checkedAt.set(image.id, image.fetchedAt);
      return image;
    });
  }

  get(imageId: string): Promise<StoredImage> {
    return promised(() => this.#database.images.get(imageId));
  }

  getMany(imageIds: readonly string[]): Promise<readonly StoredImage[]> {
    return promised(() => [...new Set(imageIds)].flatMap(id => this.#database.images.find(id) ?? []));
  }

  listLongestUnchecked(shard: ImageShard, request: PageRequest): Promise<Page<StoredImage>> {
    return promised(() => {
      const ordered = new MemoryTable(STORED_IMAGE_SHAPE);
      for (const [id, checkedAt] of this.#checkedAt) {
        if (id.startsWith(shard)) ordered.put(`${checkedAt}#${id}`, this.#database.images.get(id));
      }
      const purpose = { workspaceId: '', list: `images ${shard}` };
      return ordered.page('', { cursors: this.#database.cursors, purpose, request, order: 'asc' });
    });
  }

  markChecked(imageId: string, at: string): Promise<void> {
    return promised(() => {
      if (!this.#checkedAt.has(imageId)) throw new NotFoundError(`image ${imageId}`);
      this.#checkedAt.set(imageId, at);
    });
  }

  remove(imageId: string): Promise<void> {
    return promised(() => {
      this.#database.images.delete(imageId);
      this.#checkedAt.delete(imageId);
    });
  }
}
