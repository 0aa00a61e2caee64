import { storeCall } from '../platform/dynamo/dynamo-call.ts';
import { readItem, readPage, type DynamoStoreOptions } from '../platform/dynamo/dynamo-model.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import { sessionModel } from './dynamo-account-model.ts';
import type { OwnerScope } from './owner-scope.ts';
import { SESSION_SHAPE, type Session } from './session.ts';
import type { SessionStore } from './session-store.ts';

/** Sessions in the table `main`; DynamoDB removes them some days after they expire. */
export class DynamoSessionStore implements SessionStore {
  readonly #options: DynamoStoreOptions;
  readonly #sessions: ReturnType<typeof sessionModel>;

  constructor(options: DynamoStoreOptions) {
    this.#options = options;
    this.#sessions = sessionModel(options.client, options.table);
  }

  async create(session: Session): Promise<void> {
    await storeCall(`create session ${session.id}`, () => this.#sessions.create(this.#item(session)).go({ response: 'none' }));
  }

  async find(userId: string, sessionId: string): Promise<Session> {
    const { data } = await storeCall(`get session ${sessionId}`, () => this.#sessions.get({ userId, sessionId }).go({ consistent: true }));
    return readItem(SESSION_SHAPE, data, sessionId);
  }

  get(scope: OwnerScope, sessionId: string): Promise<Session> {
    return this.find(scope.principalId, sessionId);
  }

  list(scope: OwnerScope, page: PageRequest): Promise<Page<Session>> {
    const { workspaceId, principalId: userId } = scope;
    return readPage(
      this.#options,
      { workspaceId, list: `sessions of ${userId}` },
      page,
      options => this.#sessions.query.primary({ userId }).go({ ...options, order: 'desc' }),
      item => readItem(SESSION_SHAPE, item, item.sessionId),
    );
  }

  async save(session: Session): Promise<void> {
    await storeCall(`save session ${session.id}`, () =>
      this.#sessions
        .put(this.#item(session))
        .where(({ version }, { eq }) => eq(version, session.version - 1))
        .go({ response: 'none' }),
    );
  }

  #item(session: Session) {
    const expiresAt = Math.ceil(Date.parse(session.expiresAt) / 1_000);
    return { userId: session.userId, sessionId: session.id, version: session.version, expiresAt, body: session };
  }
}
