import type { AccountStore } from '../accounts/account-store.ts';
import type { Member } from '../accounts/member.ts';
import type { OwnerScope } from '../accounts/owner-scope.ts';
import type { Workspace } from '../accounts/workspace.ts';
import { ConflictError, NotFoundError } from '../platform/dynamo/store-errors.ts';
import { LARGEST_PAGE, type Page, type PageRequest } from '../platform/page.ts';
import type { MemoryDatabase } from './memory-database.ts';
import { assertFollows, MemoryTable, promised } from './memory-table.ts';
import { MEMBER_SHAPE } from '../accounts/member.ts';

/** Workspaces and members in memory. */
export class MemoryAccountStore implements AccountStore {
  readonly #database: MemoryDatabase;

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  open(workspace: Workspace, admin: Member): Promise<Member> {
    return promised(() => {
      const stored = this.#database.members.find(admin.userId);
      if (stored !== null) return stored;
      this.#database.workspaces.create(workspace.id, workspace);
      this.#database.members.put(admin.userId, admin);
      return admin;
    });
  }

  workspace(scope: OwnerScope): Promise<Workspace> {
    return promised(() => this.#database.workspaces.get(scope.workspaceId));
  }

  saveWorkspace(scope: OwnerScope, workspace: Workspace): Promise<void> {
    return promised(() => {
      assertFollows(this.#database.workspaces.find(scope.workspaceId), workspace);
      this.#database.workspaces.put(scope.workspaceId, workspace);
    });
  }

  member(scope: OwnerScope, userId: string): Promise<Member> {
    return promised(() => {
      const member = this.#database.members.get(userId);
      if (member.workspaceId !== scope.workspaceId) throw new NotFoundError(`member ${userId}`);
      return member;
    });
  }

  members(scope: OwnerScope, request: PageRequest): Promise<Page<Member>> {
    return promised(() => {
      const { cursors, members } = this.#database;
      const everybody = { workspaceId: '', list: 'everybody' };
      const own = new MemoryTable(MEMBER_SHAPE);
      for (const member of members.page('', { cursors, purpose: everybody, request: { limit: LARGEST_PAGE }, order: 'asc' }).items) {
        if (member.workspaceId === scope.workspaceId) own.put(member.userId, member);
      }
      return own.page('', { cursors, purpose: { workspaceId: scope.workspaceId, list: 'members' }, request, order: 'asc' });
    });
  }

  saveMember(scope: OwnerScope, member: Member): Promise<void> {
    return promised(() => {
      const stored = this.#database.members.find(member.userId);
      if (stored?.workspaceId !== scope.workspaceId) throw new ConflictError(`member ${member.userId}`);
      assertFollows(stored, member);
      this.#database.members.put(member.userId, member);
    });
  }

  async removeMember(scope: OwnerScope, userId: string): Promise<void> {
    await this.member(scope, userId);
    this.#database.members.delete(userId);
  }
}
