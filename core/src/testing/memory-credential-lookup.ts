import type { ApiKey } from '../accounts/api-key.ts';
import type { CredentialLookup } from '../accounts/credential-lookup.ts';
import type { MemoryDatabase } from './memory-database.ts';
import { promised } from './memory-table.ts';

/** The authorizer's reader over the fakes' rows. */
export class MemoryCredentialLookup implements CredentialLookup {
  readonly #database: MemoryDatabase;

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  session(userId: string, sessionId: string): ReturnType<CredentialLookup['session']> {
    const { sessions, members } = this.#database;
    return promised(() => ({ session: sessions.find(`${userId}|${sessionId}`), member: members.find(userId) }));
  }

  apiKey(keyId: string): Promise<ApiKey | null> {
    return promised(() => this.#database.apiKeys.find(keyId));
  }
}
