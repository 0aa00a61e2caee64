import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Entity } from 'electrodb';
import type { OwnerScope } from '../accounts/owner-scope.ts';
import { storeCall } from '../platform/dynamo/dynamo-call.ts';
import { modelHeader, readItem, readPage, STORED, type DynamoStoreOptions } from '../platform/dynamo/dynamo-model.ts';
import { ThrottledError } from '../platform/dynamo/store-errors.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import { OWN_IMAGE_SHAPE, type OwnImage } from './own-image.ts';
import type { OwnImageStore } from './own-image-store.ts';

/** `gsi1` lists those that are being deleted. */
const ownImageModel = (client: DynamoDBDocumentClient, table: string) =>
  new Entity(
    {
      model: modelHeader('own-image'),
      attributes: {
        workspaceId: { type: 'string', required: true },
        imageId: { type: 'string', required: true },
        state: { type: 'string', required: true },
        since: { type: 'string', required: true },
        ...STORED,
      },
      indexes: {
        primary: {
          pk: { field: 'pk', composite: ['workspaceId'], template: 'workspace#${workspaceId}', casing: 'none' },
          sk: { field: 'sk', composite: ['imageId'], template: 'own-image#${imageId}', casing: 'none' },
        },
        ofState: {
          index: 'gsi1',
          condition: ({ state }: { readonly state?: string }) => state === 'going',
          pk: { field: 'gsi1pk', composite: ['state'], template: 'own-images#${state}', casing: 'none' },
          sk: { field: 'gsi1sk', composite: ['since', 'imageId'], template: '${since}#${imageId}', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );

const itemOf = ({ workspaceId }: OwnerScope, own: OwnImage) => ({
  workspaceId,
  imageId: own.image.id,
  state: own.state,
  since: own.state === 'going' ? own.since : own.addedAt,
  version: own.version,
  body: own,
});

/** The pictures of workspaces in the table `main`, in their workspace's partition. */
export class DynamoOwnImageStore implements OwnImageStore {
  readonly #options: DynamoStoreOptions;
  readonly #images: ReturnType<typeof ownImageModel>;

  constructor(options: DynamoStoreOptions) {
    this.#options = options;
    this.#images = ownImageModel(options.client, options.table);
  }

  async find({ workspaceId }: OwnerScope, imageId: string): Promise<OwnImage | null> {
    const { data } = await storeCall(`find own image ${imageId}`, () =>
      this.#images.get({ workspaceId, imageId }).go({ consistent: true }),
    );
    return data === null ? null : readItem(OWN_IMAGE_SHAPE, data, imageId);
  }

  async findMany({ workspaceId }: OwnerScope, imageIds: readonly string[]): Promise<readonly OwnImage[]> {
    if (imageIds.length === 0) return [];
    const keys = [...new Set(imageIds)].map(imageId => ({ workspaceId, imageId }));
    const what = `find ${keys.length} own images`;
    const { data, unprocessed } = await storeCall(what, () => this.#images.get(keys).go({ consistent: true, concurrent: 1 }));
    if (unprocessed.length > 0) throw new ThrottledError(what);
    return data.map(item => readItem(OWN_IMAGE_SHAPE, item, item.imageId));
  }

  list({ workspaceId }: OwnerScope, page: PageRequest): Promise<Page<OwnImage>> {
    return readPage(
      this.#options,
      { workspaceId, list: 'own images' },
      page,
      options => this.#images.query.primary({ workspaceId }).go({ ...options, consistent: true }),
      item => readItem(OWN_IMAGE_SHAPE, item, item.imageId),
    );
  }

  async save(scope: OwnerScope, own: OwnImage): Promise<void> {
    const item = itemOf(scope, own);
    await storeCall(`save own image ${own.image.id}`, () =>
      own.version === 1
        ? this.#images.create(item).go({ response: 'none' })
        : this.#images
            .put(item)
            .where(({ version }, { eq }) => eq(version, own.version - 1))
            .go({ response: 'none' }),
    );
  }

  async remove({ workspaceId }: OwnerScope, imageId: string): Promise<void> {
    await storeCall(`remove own image ${imageId}`, () => this.#images.delete({ workspaceId, imageId }).go({ response: 'none' }));
  }

  listGoing(page: PageRequest): Promise<Page<OwnImage>> {
    return readPage(
      this.#options,
      { workspaceId: '', list: 'own images going' },
      page,
      options => this.#images.query.ofState({ state: 'going' }).go(options),
      item => readItem(OWN_IMAGE_SHAPE, item, item.imageId),
    );
  }
}
