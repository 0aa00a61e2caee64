import type { OwnerScope } from '../accounts/owner-scope.ts';
import type { Session } from '../accounts/session.ts';
import type { SessionStore } from '../accounts/session-store.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import type { MemoryDatabase } from './memory-database.ts';
import { assertFollows, promised } from './memory-table.ts';

const keyOf = (userId: string, sessionId: string): string => `${userId}|${sessionId}`;

/** Sessions in memory. */
export class MemorySessionStore implements SessionStore {
  readonly #database: MemoryDatabase;

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  create(session: Session): Promise<void> {
    return promised(() => this.#database.sessions.create(keyOf(session.userId, session.id), session));
  }

  find(userId: string, sessionId: string): Promise<Session> {
    return promised(() => this.#database.sessions.get(keyOf(userId, sessionId)));
  }

  get(scope: OwnerScope, sessionId: string): Promise<Session> {
    return this.find(scope.principalId, sessionId);
  }

  list(scope: OwnerScope, request: PageRequest): Promise<Page<Session>> {
    const { cursors, sessions } = this.#database;
    const purpose = { workspaceId: scope.workspaceId, list: `sessions of ${scope.principalId}` };
    return promised(() => sessions.page(keyOf(scope.principalId, ''), { cursors, purpose, request, order: 'desc' }));
  }

  save(session: Session): Promise<void> {
    return promised(() => {
      const key = keyOf(session.userId, session.id);
      assertFollows(this.#database.sessions.find(key), session);
      this.#database.sessions.put(key, session);
    });
  }
}
