import { STORED_IMAGE_SHAPE, type CatalogueEntry, type ImageShard, type StoredImageStore } from '../images/stored-image-store.ts';
import type { StoredImage } from '../images/stored-image.ts';
import { NotFoundError } from '../platform/dynamo/store-errors.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import type { MemoryDatabase } from './memory-database.ts';
import { MemoryTable, promised } from './memory-table.ts';

type Marks = Omit<CatalogueEntry, 'image'>;

/** The catalogue in memory. */
export class MemoryStoredImageStore implements StoredImageStore {
  readonly #database: MemoryDatabase;
  readonly #marks = new Map<string, Marks>();

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  put(image: StoredImage): Promise<StoredImage> {
    return promised(() => {
      const stored = this.#database.images.find(image.id);
      if (stored !== null) return stored;
      this.#database.images.put(image.id, image);
      this.#marks.set(image.id, { checkedAt: image.fetchedAt, suspectSince: null, unusedSince: null });
      return image;
    });
  }

  get(imageId: string): Promise<StoredImage> {
    return promised(() => this.#database.images.get(imageId));
  }

  getMany(imageIds: readonly string[]): Promise<readonly StoredImage[]> {
    return promised(() => [...new Set(imageIds)].flatMap(id => this.#database.images.find(id) ?? []));
  }

  reuse(imageId: string): Promise<CatalogueEntry | null> {
    return promised(() => {
      const marks = this.#marks.get(imageId);
      if (marks === undefined) return null;
      this.#marks.set(imageId, { ...marks, unusedSince: null });
      return { image: this.#database.images.get(imageId), ...this.#marksOf(imageId) };
    });
  }

  listLongestUnchecked(shard: ImageShard, request: PageRequest): Promise<Page<CatalogueEntry>> {
    return promised(() => {
      const ordered = new MemoryTable(STORED_IMAGE_SHAPE);
      for (const [id, { checkedAt }] of this.#marks) {
        if (id.startsWith(shard)) ordered.put(`${checkedAt}#${id}`, this.#database.images.get(id));
      }
      const purpose = { workspaceId: '', list: `images ${shard}` };
      const page = ordered.page('', { cursors: this.#database.cursors, purpose, request, order: 'asc' });
      return { ...page, items: page.items.map(image => ({ image, ...this.#marksOf(image.id) })) };
    });
  }

  markChecked(imageId: string, at: string, suspectSince: string | null): Promise<void> {
    return promised(() => void this.#marks.set(imageId, { ...this.#marksOf(imageId), checkedAt: at, suspectSince }));
  }

  markUnused(imageId: string, since: string): Promise<void> {
    return promised(() => void this.#marks.set(imageId, { ...this.#marksOf(imageId), unusedSince: since }));
  }

  async removeUnused(imageId: string, since: string): Promise<boolean> {
    if (this.#marks.get(imageId)?.unusedSince !== since) return false;
    await this.remove(imageId);
    return true;
  }

  remove(imageId: string): Promise<void> {
    return promised(() => {
      this.#database.images.delete(imageId);
      this.#marks.delete(imageId);
    });
  }

  /** @throws NotFoundError */
  #marksOf(imageId: string): Marks {
    const marks = this.#marks.get(imageId);
    if (marks === undefined) throw new NotFoundError(`image ${imageId}`);
    return marks;
  }
}
