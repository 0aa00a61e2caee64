import { randomBytes } from 'node:crypto';
import type { Clock } from '../platform/clock.ts';
import type { NewId } from '../platform/ids.ts';
import type { OwnedKeys } from '../platform/owned-keys.ts';
import { whileRacing } from '../platform/optimistic-change.ts';
import { plainText } from '../platform/plain-text.ts';
import { issueKey } from './api-key-secret.ts';
import type { ApiKeyStore } from './api-key-store.ts';
import type { ApiKey } from './api-key.ts';
import type { OwnerScope, Role } from './owner-scope.ts';

export interface ApiKeyDeps {
  readonly apiKeys: ApiKeyStore;
  readonly keys: OwnedKeys;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** @returns the stored key, and its text, which exists nowhere else and is shown this once */
export const createApiKey = async (
  deps: ApiKeyDeps,
  scope: OwnerScope,
  given: { readonly name: string; readonly role: Role; readonly expiresInDays: number },
): Promise<{ readonly apiKey: ApiKey; readonly text: string }> => {
  const nowMs = deps.clock();
  const id = deps.newId('key');
  const [pepper] = await deps.keys.keys('api-key-pepper');
  const issued = issueKey(id, pepper, randomBytes);
  const apiKey: ApiKey = {
    schemaVersion: 1,
    id,
    workspaceId: scope.workspaceId,
    name: plainText(given.name),
    prefix: issued.prefix,
    hash: issued.hash,
    role: given.role,
    scopes: [],
    createdBy: scope.principalId,
    createdAt: new Date(nowMs).toISOString(),
    expiresAt: new Date(nowMs + given.expiresInDays * 86_400_000).toISOString(),
    revokedAt: null,
    lastUsedOn: null,
    version: 1,
  };
  await deps.apiKeys.create(scope, apiKey);
  return { apiKey, text: issued.key };
};

/** Revoking twice is harmless; the first time stays. */
export const revokeApiKey = async (deps: Pick<ApiKeyDeps, 'apiKeys' | 'clock'>, scope: OwnerScope, keyId: string): Promise<void> => {
  await whileRacing(async () => {
    const key = await deps.apiKeys.get(scope, keyId);
    if (key.revokedAt !== null) return;
    await deps.apiKeys.save(scope, { ...key, revokedAt: new Date(deps.clock()).toISOString(), version: key.version + 1 });
  });
};
