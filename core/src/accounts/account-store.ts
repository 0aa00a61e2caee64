import type { Page, PageRequest } from '../platform/page.ts';
import type { Member } from './member.ts';
import type { OwnerScope } from './owner-scope.ts';
import type { Workspace } from './workspace.ts';

/** Workspaces and who belongs to them. */
export interface AccountStore {
  /**
   * A new user's workspace with the user as its admin, both or neither. Takes no scope: there is none before this.
   * @returns the member that is stored: opening again for the same user gives the first one and changes nothing
   */
  open(workspace: Workspace, admin: Member): Promise<Member>;
  workspace(scope: OwnerScope): Promise<Workspace>;
  /** @throws ConflictError unless the stored version is the one before `workspace.version` */
  saveWorkspace(scope: OwnerScope, workspace: Workspace): Promise<void>;
  member(scope: OwnerScope, userId: string): Promise<Member>;
  /** In the order of their ids. */
  members(scope: OwnerScope, page: PageRequest): Promise<Page<Member>>;
  /** @throws ConflictError unless the stored version is the one before `member.version`, or where the user belongs elsewhere */
  saveMember(scope: OwnerScope, member: Member): Promise<void>;
  removeMember(scope: OwnerScope, userId: string): Promise<void>;
}
