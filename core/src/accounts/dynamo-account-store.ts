import { storeCall } from '../platform/dynamo/dynamo-call.ts';
import { readItem, readPage, type DynamoStoreOptions } from '../platform/dynamo/dynamo-model.ts';
import { transact, type TransactionPut } from '../platform/dynamo/dynamo-transaction.ts';
import { ConflictError, NotFoundError } from '../platform/dynamo/store-errors.ts';
import type { Page, PageRequest } from '../platform/page.ts';
import type { AccountStore } from './account-store.ts';
import { memberModel, workspaceModel } from './dynamo-account-model.ts';
import { MEMBER_SHAPE, type Member } from './member.ts';
import type { OwnerScope } from './owner-scope.ts';
import { WORKSPACE_SHAPE, type Workspace } from './workspace.ts';

/** Workspaces and members in the table `main`. */
export class DynamoAccountStore implements AccountStore {
  readonly #options: DynamoStoreOptions;
  readonly #workspaces: ReturnType<typeof workspaceModel>;
  readonly #members: ReturnType<typeof memberModel>;

  constructor(options: DynamoStoreOptions) {
    this.#options = options;
    this.#workspaces = workspaceModel(options.client, options.table);
    this.#members = memberModel(options.client, options.table);
  }

  async open(workspace: Workspace, admin: Member): Promise<Member> {
    const item = { workspaceId: workspace.id, version: workspace.version, body: workspace };
    try {
      await transact(this.#options.client, `open workspace ${workspace.id}`, [
        { write: { Put: this.#members.create(this.#memberItem(admin)).params<TransactionPut>() } },
        { write: { Put: this.#workspaces.create(item).params<TransactionPut>() } },
      ]);
      return admin;
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return this.#read(admin.userId);
    }
  }

  async workspace(scope: OwnerScope): Promise<Workspace> {
    const { workspaceId } = scope;
    const { data } = await storeCall(`get workspace ${workspaceId}`, () => this.#workspaces.get({ workspaceId }).go({ consistent: true }));
    return readItem(WORKSPACE_SHAPE, data, workspaceId);
  }

  async saveWorkspace(scope: OwnerScope, workspace: Workspace): Promise<void> {
    const item = { workspaceId: scope.workspaceId, version: workspace.version, body: workspace };
    await storeCall(`save workspace ${scope.workspaceId}`, () =>
      this.#workspaces
        .put(item)
        .where(({ version }, { eq }) => eq(version, workspace.version - 1))
        .go({ response: 'none' }),
    );
  }

  async member(scope: OwnerScope, userId: string): Promise<Member> {
    const member = await this.#read(userId);
    if (member.workspaceId !== scope.workspaceId) throw new NotFoundError(`member ${userId}`);
    return member;
  }

  members(scope: OwnerScope, page: PageRequest): Promise<Page<Member>> {
    const { workspaceId } = scope;
    return readPage(
      this.#options,
      { workspaceId, list: 'members' },
      page,
      options => this.#members.query.ofWorkspace({ workspaceId }).go(options),
      item => readItem(MEMBER_SHAPE, item, item.userId),
    );
  }

  async saveMember(scope: OwnerScope, member: Member): Promise<void> {
    await storeCall(`save member ${member.userId}`, () =>
      this.#members
        .put({ ...this.#memberItem(member), workspaceId: scope.workspaceId })
        .where(({ version, workspaceId }, { eq }) => `${eq(version, member.version - 1)} AND ${eq(workspaceId, scope.workspaceId)}`)
        .go({ response: 'none' }),
    );
  }

  async removeMember(scope: OwnerScope, userId: string): Promise<void> {
    try {
      await storeCall(`remove member ${userId}`, () =>
        this.#members
          .delete({ userId })
          .where(({ workspaceId }, { eq }) => eq(workspaceId, scope.workspaceId))
          .go({ response: 'none' }),
      );
    } catch (error) {
      throw error instanceof ConflictError ? new NotFoundError(`member ${userId}`, error) : error;
    }
  }

  async #read(userId: string): Promise<Member> {
    const { data } = await storeCall(`get member ${userId}`, () => this.#members.get({ userId }).go({ consistent: true }));
    return readItem(MEMBER_SHAPE, data, userId);
  }

  #memberItem(member: Member) {
    return { userId: member.userId, workspaceId: member.workspaceId, version: member.version, body: member };
  }
}
