import { storeCall } from '../platform/dynamo/dynamo-call.ts';
import { readItem, readPage, type DynamoStoreOptions } from '../platform/dynamo/dynamo-model.ts';
import { ConflictError, NotFoundError } from '../platform/dynamo/store-errors.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import { API_KEY_SHAPE, ApiKey } from './api-key.ts';
import type { ApiKeyStore } from './api-key-store.ts';
import { apiKeyModel } from './dynamo-account-model.ts';
import type { OwnerScope } from './owner-scope.ts';

interface ApiKeyItem {
  readonly body: object;
  readonly lastUsedOn?: string | undefined;
}

const keyOf = (item: ApiKeyItem | null, keyId: string): ApiKey =>
  readItem(API_KEY_SHAPE, item === null ? null : { body: { ...item.body, lastUsedOn: item.lastUsedOn ?? null } }, keyId);

/** The part of a key that admins change. */
const ApiKeyBody = ApiKey.omit({ lastUsedOn: true });

/** API keys in the table `main`. */
export class DynamoApiKeyStore implements ApiKeyStore {
  readonly #options: DynamoStoreOptions;
  readonly #keys: ReturnType<typeof apiKeyModel>;

  constructor(options: DynamoStoreOptions) {
    this.#options = options;
    this.#keys = apiKeyModel(options.client, options.table);
  }

  async create(scope: OwnerScope, key: ApiKey): Promise<void> {
    const item = { keyId: key.id, workspaceId: scope.workspaceId, version: key.version, body: ApiKeyBody.parse(key) };
    await storeCall(`create ${key.id}`, () => this.#keys.create(item).go({ response: 'none' }));
  }

  async get(scope: OwnerScope, keyId: string): Promise<ApiKey> {
    const { data } = await storeCall(`get ${keyId}`, () => this.#keys.get({ keyId }).go({ consistent: true }));
    if (data?.workspaceId !== scope.workspaceId) throw new NotFoundError(keyId);
    return keyOf(data, keyId);
  }

  list(scope: OwnerScope, page: PageRequest): Promise<Page<ApiKey>> {
    const { workspaceId } = scope;
    return readPage(
      this.#options,
      { workspaceId, list: 'api keys' },
      page,
      options => this.#keys.query.ofWorkspace({ workspaceId }).go({ ...options, order: 'desc' }),
      item => keyOf(item, item.keyId),
    );
  }

  async save(scope: OwnerScope, key: ApiKey): Promise<void> {
    await storeCall(`save ${key.id}`, () =>
      this.#keys
        .patch({ keyId: key.id })
        .set({ version: key.version, body: ApiKeyBody.parse(key) })
        .where(({ version, workspaceId }, { eq }) => `${eq(version, key.version - 1)} AND ${eq(workspaceId, scope.workspaceId)}`)
        .go({ response: 'none' }),
    );
  }

  async touch(scope: OwnerScope, keyId: string, day: string): Promise<void> {
    try {
      await storeCall(`touch ${keyId}`, () =>
        this.#keys
          .patch({ keyId })
          .set({ lastUsedOn: day })
          .where(({ lastUsedOn, workspaceId }, { eq, lt, notExists }) => {
            const isFirstOfDay = `(${notExists(lastUsedOn)} OR ${lt(lastUsedOn, day)})`;
            return `${eq(workspaceId, scope.workspaceId)} AND ${isFirstOfDay}`;
          })
          .go({ response: 'none' }),
      );
    } catch (error) {
      // Noted today already, or the key is gone: neither matters to the request that used it.
      if (!(error instanceof ConflictError)) throw error;
    }
  }
}
