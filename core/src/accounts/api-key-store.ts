import type { Page, PageRequest } from '../platform/page.ts';
import type { ApiKey } from './api-key.ts';
import type { OwnerScope } from './owner-scope.ts';

/** API keys of a workspace. */
export interface ApiKeyStore {
  /** @throws ConflictError where the id exists */
  create(scope: OwnerScope, key: ApiKey): Promise<void>;
  get(scope: OwnerScope, keyId: string): Promise<ApiKey>;
  /** Newest first; a key made within the last second may be missing. */
  list(scope: OwnerScope, page: PageRequest): Promise<Page<ApiKey>>;
  /** `lastUsedOn` stays as it is stored. @throws ConflictError unless the stored version is the one before `key.version` */
  save(scope: OwnerScope, key: ApiKey): Promise<void>;
  /** Notes that the key was used on `day` (ISO date, UTC). Call it only where `lastUsedOn` is another day: even a refused write is billed. */
  touch(scope: OwnerScope, keyId: string, day: string): Promise<void>;
}
