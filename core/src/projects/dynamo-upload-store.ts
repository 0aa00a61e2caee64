import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Entity } from 'electrodb';
import type { OwnerScope } from '../accounts/owner-scope.ts';
import { storeCall } from '../platform/dynamo/dynamo-call.ts';
import { modelHeader, readItem, readPage, STORED, type DynamoStoreOptions } from '../platform/dynamo/dynamo-model.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import { UPLOAD_SHAPE, type Upload } from './upload.ts';
import type { UploadStore } from './upload-store.ts';

const uploadModel = (client: DynamoDBDocumentClient, table: string) =>
  new Entity(
    {
      model: modelHeader('upload'),
      attributes: {
        workspaceId: { type: 'string', required: true },
        projectId: { type: 'string', required: true },
        uploadId: { type: 'string', required: true },
        ...STORED,
      },
      indexes: {
        primary: {
          pk: {
            field: 'pk',
            composite: ['workspaceId', 'projectId'],
            template: 'workspace#${workspaceId}#project#${projectId}',
            casing: 'none',
          },
          sk: { field: 'sk', composite: ['uploadId'], template: 'upload#${uploadId}', casing: 'none' },
        },
      },
    } as const,
    { client, table },
  );

/** Uploads in the table `main`, in their project's partition. */
export class DynamoUploadStore implements UploadStore {
  readonly #options: DynamoStoreOptions;
  readonly #uploads: ReturnType<typeof uploadModel>;

  constructor(options: DynamoStoreOptions) {
    this.#options = options;
    this.#uploads = uploadModel(options.client, options.table);
  }

  async create(scope: OwnerScope, upload: Upload): Promise<void> {
    await storeCall(`create upload ${upload.id}`, () => this.#uploads.create(this.#item(scope, upload)).go({ response: 'none' }));
  }

  async get(scope: OwnerScope, projectId: string, uploadId: string): Promise<Upload> {
    const key = { workspaceId: scope.workspaceId, projectId, uploadId };
    const { data } = await storeCall(`get upload ${uploadId}`, () => this.#uploads.get(key).go({ consistent: true }));
    return readItem(UPLOAD_SHAPE, data, uploadId);
  }

  list(scope: OwnerScope, projectId: string, page: PageRequest): Promise<Page<Upload>> {
    const { workspaceId } = scope;
    return readPage(
      this.#options,
      { workspaceId, list: `uploads of ${projectId}` },
      page,
      options => this.#uploads.query.primary({ workspaceId, projectId }).go({ ...options, order: 'desc' }),
      item => readItem(UPLOAD_SHAPE, item, item.uploadId),
    );
  }

  async save(scope: OwnerScope, upload: Upload): Promise<void> {
    await storeCall(`save upload ${upload.id}`, () =>
      this.#uploads
        .put(this.#item(scope, upload))
        .where(({ version }, { eq }) => eq(version, upload.version - 1))
        .go({ response: 'none' }),
    );
  }

  #item(scope: OwnerScope, upload: Upload) {
    return { workspaceId: scope.workspaceId, projectId: upload.projectId, uploadId: upload.id, version: upload.version, body: upload };
  }
}
