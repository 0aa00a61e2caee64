import { API_KEY_SHAPE, type ApiKey } from '../accounts/api-key.ts';
import type { ApiKeyStore } from '../accounts/api-key-store.ts';
import type { OwnerScope } from '../accounts/owner-scope.ts';
import { ConflictError, NotFoundError } from '../platform/dynamo/store-errors.ts';
import { LARGEST_PAGE, type Page, type PageRequest } from '../platform/page.ts';
import type { MemoryDatabase } from './memory-database.ts';
import { assertFollows, MemoryTable, promised } from './memory-table.ts';

/** API keys in memory. */
export class MemoryApiKeyStore implements ApiKeyStore {
  readonly #database: MemoryDatabase;

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  create(scope: OwnerScope, key: ApiKey): Promise<void> {
    return promised(() => this.#database.apiKeys.create(key.id, { ...key, workspaceId: scope.workspaceId }));
  }

  get(scope: OwnerScope, keyId: string): Promise<ApiKey> {
    return promised(() => {
      const key = this.#database.apiKeys.get(keyId);
      if (key.workspaceId !== scope.workspaceId) throw new NotFoundError(keyId);
      return key;
    });
  }

  list(scope: OwnerScope, request: PageRequest): Promise<Page<ApiKey>> {
    return promised(() => {
      const { cursors, apiKeys } = this.#database;
      const all = { workspaceId: '', list: 'all keys' };
      const own = new MemoryTable(API_KEY_SHAPE);
      for (const key of apiKeys.page('', { cursors, purpose: all, request: { limit: LARGEST_PAGE }, order: 'asc' }).items) {
        if (key.workspaceId === scope.workspaceId) own.put(key.id, key);
      }
      return own.page('', { cursors, purpose: { workspaceId: scope.workspaceId, list: 'api keys' }, request, order: 'desc' });
    });
  }

  save(scope: OwnerScope, key: ApiKey): Promise<void> {
    return promised(() => {
      const stored = this.#database.apiKeys.find(key.id);
      if (stored?.workspaceId !== scope.workspaceId) throw new ConflictError(key.id);
      assertFollows(stored, key);
      this.#database.apiKeys.put(key.id, { ...key, lastUsedOn: stored.lastUsedOn });
    });
  }

  touch(scope: OwnerScope, keyId: string, day: string): Promise<void> {
    return promised(() => {
      const stored = this.#database.apiKeys.find(keyId);
      if (stored?.workspaceId !== scope.workspaceId || (stored.lastUsedOn ?? '') >= day) return;
      this.#database.apiKeys.put(keyId, { ...stored, lastUsedOn: day });
    });
  }
}
