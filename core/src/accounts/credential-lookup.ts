import type { ApiKey } from './api-key.ts';
import type { Member } from './member.ts';
import type { Session } from './session.ts';

/**
 * What the authorizer reads to turn a credential into a scope, each in one call to the database and strongly consistent,
 * so that a revocation acts on the next request. The only reads of private items without a scope.
 */
export interface CredentialLookup {
  /** @returns null for what is not there */
  session(userId: string, sessionId: string): Promise<{ readonly session: Session | null; readonly member: Member | null }>;
  /** A key carries workspace and role itself. */
  apiKey(keyId: string): Promise<ApiKey | null>;
}
