import type { Page, PageRequest } from '../platform/page.ts';
import type { OwnerScope } from './owner-scope.ts';
import type { Session } from './session.ts';

/**
 * Sessions of users. Log-in and refresh happen before there is a scope: they name the user that the user pool has just
 * vouched for. What a logged-in caller does takes the scope, whose principal is that user.
 */
export interface SessionStore {
  /** @throws ConflictError where the id exists */
  create(session: Session): Promise<void>;
  find(userId: string, sessionId: string): Promise<Session>;
  /** @throws ConflictError unless the stored version is the one before `session.version` */
  save(session: Session): Promise<void>;
  /** The caller's own, newest id first. */
  list(scope: OwnerScope, page: PageRequest): Promise<Page<Session>>;
  /** One of the caller's own. */
  get(scope: OwnerScope, sessionId: string): Promise<Session>;
}
