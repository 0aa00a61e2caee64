import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Entity } from 'electrodb';
import { storeCall } from '../platform/dynamo/dynamo-call.ts';
import { modelHeader, readItem, readPage, STORED, type DynamoStoreOptions } from '../platform/dynamo/dynamo-model.ts';
import { ConflictError, NotFoundError, ThrottledError } from '../platform/dynamo/store-errors.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import type { StoredImage } from './stored-image.ts';
import { STORED_IMAGE_SHAPE, type CatalogueEntry, type ImageShard, type StoredImageStore } from './stored-image-store.ts';

/** Apart from the body, because a picture never changes: when it was looked at, and what was found. */
const imageModel = (client: DynamoDBDocumentClient, table: string) =>
  new Entity(
    {
      model: modelHeader('stored-image'),
      attributes: {
        imageId: { type: 'string', required: true },
        shard: { type: 'string', required: true },
        checkedAt: { type: 'string', required: true },
        suspectSince: { type: 'string' },
        unusedSince: { type: 'string' },
        body: STORED.body,
      },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['imageId'], template: 'image#${imageId}', casing: 'none' },
          sk: { field: 'sk', composite: [], template: 'image', casing: 'none' },
        },
        ofShard: {
          index: 'gsi1',
          pk: { field: 'gsi1pk', composite: ['shard'], template: 'images#${shard}', casing: 'none' },
          sk: { field: 'gsi1sk', composite: ['checkedAt', 'imageId'], template: '${checkedAt}#${imageId}', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );

interface Marks {
  readonly body: object;
  readonly checkedAt: string;
  readonly suspectSince?: string | undefined;
  readonly unusedSince?: string | undefined;
}

const entryOf = (item: Marks, imageId: string): CatalogueEntry => ({
  image: readItem(STORED_IMAGE_SHAPE, item, imageId),
  checkedAt: item.checkedAt,
  suspectSince: item.suspectSince ?? null,
  unusedSince: item.unusedSince ?? null,
});

const shardOf = (imageId: string): string => imageId.slice(0, 1);

/** The catalogue in the table `main`. */
export class DynamoStoredImageStore implements StoredImageStore {
  readonly #options: DynamoStoreOptions;
  readonly #images: ReturnType<typeof imageModel>;

  constructor(options: DynamoStoreOptions) {
    this.#options = options;
    this.#images = imageModel(options.client, options.table);
  }

  async put(image: StoredImage): Promise<StoredImage> {
    const item = { imageId: image.id, shard: shardOf(image.id), checkedAt: image.fetchedAt, body: image };
    try {
      await storeCall(`put image ${image.id}`, () => this.#images.create(item).go({ response: 'none' }));
      return image;
    } catch (error) {
      if (error instanceof ConflictError) return this.get(image.id);
      throw error;
    }
  }

  async get(imageId: string): Promise<StoredImage> {
    const { data } = await storeCall(`get image ${imageId}`, () => this.#images.get({ imageId }).go({ consistent: true }));
    return readItem(STORED_IMAGE_SHAPE, data, imageId);
  }

  async getMany(imageIds: readonly string[]): Promise<readonly StoredImage[]> {
    const keys = [...new Set(imageIds)].map(imageId => ({ imageId }));
    const { data, unprocessed } = await storeCall(`get ${keys.length} images`, () => this.#images.get(keys).go({ concurrent: 1 }));
    if (unprocessed.length > 0) throw new ThrottledError(`get ${keys.length} images`);
    return data.map(item => readItem(STORED_IMAGE_SHAPE, item, item.imageId));
  }

  async reuse(imageId: string): Promise<CatalogueEntry | null> {
    try {
      const { data } = await storeCall(`use image ${imageId}`, () =>
        this.#images.patch({ imageId }).remove(['unusedSince']).go({ response: 'all_new' }),
      );
      return entryOf(data, imageId);
    } catch (error) {
      if (error instanceof ConflictError) return null;
      throw error;
    }
  }

  listLongestUnchecked(shard: ImageShard, page: PageRequest): Promise<Page<CatalogueEntry>> {
    return readPage(
      this.#options,
      { workspaceId: '', list: `images ${shard}` },
      page,
      options => this.#images.query.ofShard({ shard }).go(options),
      item => entryOf(item, item.imageId),
    );
  }

  async markChecked(imageId: string, at: string, suspectSince: string | null): Promise<void> {
    const checked = this.#images
      .patch({ imageId })
      .set({ checkedAt: at })
      .composite({ shard: shardOf(imageId) });
    const found = suspectSince === null ? checked.remove(['suspectSince']) : checked.set({ suspectSince });
    await this.#orNotFound(imageId, () => found.go({ response: 'none' }));
  }

  async markUnused(imageId: string, since: string): Promise<void> {
    await this.#orNotFound(imageId, () => this.#images.patch({ imageId }).set({ unusedSince: since }).go({ response: 'none' }));
  }

  async removeUnused(imageId: string, since: string): Promise<boolean> {
    try {
      await storeCall(`remove image ${imageId}`, () =>
        this.#images
          .remove({ imageId })
          .where(({ unusedSince }, { eq }) => eq(unusedSince, since))
          .go({ response: 'none' }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConflictError) return false;
      throw error;
    }
  }

  async remove(imageId: string): Promise<void> {
    await storeCall(`remove image ${imageId}`, () => this.#images.delete({ imageId }).go({ response: 'none' }));
  }

  async #orNotFound(imageId: string, call: () => Promise<unknown>): Promise<void> {
    try {
      await storeCall(`mark image ${imageId}`, call);
    } catch (error) {
      throw error instanceof ConflictError ? new NotFoundError(`image ${imageId}`, error) : error;
    }
  }
}
