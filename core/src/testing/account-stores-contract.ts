import { describe, expect, it } from '@jest/globals';
import { ConflictError, NotFoundError } from '../platform/dynamo/store-errors.ts';
import { aMember, anApiKey, aScope, aSession, aWorkspace, newTestId } from './builders.ts';
import type { Stores } from './memory-stores.ts';

const open = async ({ accounts }: Stores) => {
  const workspace = aWorkspace();
  const admin = await accounts.open(workspace, aMember({ workspaceId: workspace.id }));
  return { workspace, admin, scope: aScope({ workspaceId: workspace.id, principalId: admin.userId, role: 'admin' }) };
};

/** What every AccountStore guarantees. */
export const accountStoreContract = (stores: () => Stores): void => {
  it('opening twice for one user gives one workspace', async () => {
    const all = stores();
    const { admin, scope, workspace } = await open(all);
    const other = aWorkspace();
    expect(await all.accounts.open(other, aMember({ userId: admin.userId, workspaceId: other.id }))).toEqual(admin);
    expect(await all.accounts.workspace(scope)).toEqual(workspace);
    await expect(all.accounts.workspace(aScope({ workspaceId: other.id }))).rejects.toThrow(NotFoundError);
  });

  it('saves a member’s role and a workspace’s name, each only on the version that was read', async () => {
    const all = stores();
    const { admin, scope, workspace } = await open(all);
    await all.accounts.saveMember(scope, { ...admin, role: 'viewer', version: 2 });
    await all.accounts.saveWorkspace(scope, { ...workspace, version: 2 });
    expect(await all.accounts.member(scope, admin.userId)).toMatchObject({ role: 'viewer', version: 2 });
    await expect(all.accounts.saveMember(scope, { ...admin, version: 2 })).rejects.toThrow(ConflictError);
    await expect(all.accounts.saveWorkspace(scope, { ...workspace, version: 2 })).rejects.toThrow(ConflictError);
  });

  it('another workspace’s member can be neither read, changed nor removed', async () => {
    const all = stores();
    const { admin, scope } = await open(all);
    const { scope: stranger } = await open(all);
    await expect(all.accounts.member(stranger, admin.userId)).rejects.toThrow(NotFoundError);
    await expect(all.accounts.saveMember(stranger, { ...admin, version: 2 })).rejects.toThrow(ConflictError);
    await expect(all.accounts.removeMember(stranger, admin.userId)).rejects.toThrow(NotFoundError);
    expect((await all.accounts.members(scope, { limit: 10 })).items).toEqual([admin]);
  });

  it('a removed member is gone', async () => {
    const all = stores();
    const { admin, scope } = await open(all);
    await all.accounts.removeMember(scope, admin.userId);
    expect((await all.accounts.members(scope, { limit: 10 })).items).toEqual([]);
    await expect(all.accounts.removeMember(scope, admin.userId)).rejects.toThrow(NotFoundError);
  });
};

/** What every SessionStore guarantees. */
export const sessionStoreContract = (stores: () => Stores): void => {
  it('of two that save the same version one is refused', async () => {
    const { sessions } = stores();
    const session = aSession({ userId: newTestId('ses') });
    await sessions.create(session);
    await expect(sessions.create(session)).rejects.toThrow(ConflictError);
    await sessions.save({ ...session, refreshGeneration: 1, version: 2 });
    await expect(sessions.save({ ...session, refreshGeneration: 1, version: 2 })).rejects.toThrow(ConflictError);
    expect(await sessions.find(session.userId, session.id)).toMatchObject({ refreshGeneration: 1 });
  });

  it('a user sees their own sessions and no others', async () => {
    const { sessions } = stores();
    const [mine, yours] = [aSession({ userId: newTestId('ses') }), aSession({ userId: newTestId('ses') })];
    for (const session of [mine, yours]) await sessions.create(session);
    const scope = aScope({ principalId: mine.userId });
    expect((await sessions.list(scope, { limit: 10 })).items).toEqual([mine]);
    expect(await sessions.get(scope, mine.id)).toEqual(mine);
    await expect(sessions.get(scope, yours.id)).rejects.toThrow(NotFoundError);
  });
};

/** What every ApiKeyStore guarantees. */
export const apiKeyStoreContract = (stores: () => Stores): void => {
  it('lists a workspace’s keys, newest first, and nobody else’s', async () => {
    const { apiKeys } = stores();
    const scope = aScope();
    const keys = [1, 2].map(() => anApiKey({ workspaceId: scope.workspaceId }));
    for (const key of keys) await apiKeys.create(scope, key);
    const foreign = anApiKey();
    await apiKeys.create(aScope({ workspaceId: foreign.workspaceId }), foreign);
    expect((await apiKeys.list(scope, { limit: 10 })).items).toEqual([...keys].reverse());
    await expect(apiKeys.get(scope, foreign.id)).rejects.toThrow(NotFoundError);
    await expect(apiKeys.save(scope, { ...foreign, version: 2 })).rejects.toThrow(ConflictError);
  });

  it('noting a use and revoking never undo each other', async () => {
    const { apiKeys } = stores();
    const scope = aScope();
    const key = anApiKey({ workspaceId: scope.workspaceId });
    await apiKeys.create(scope, key);
    await apiKeys.touch(scope, key.id, '2026-01-02');
    await apiKeys.save(scope, { ...key, revokedAt: '2026-01-02T10:00:00.000Z', version: 2 });
    await apiKeys.touch(scope, key.id, '2026-01-01');
    expect(await apiKeys.get(scope, key.id)).toMatchObject({ lastUsedOn: '2026-01-02', revokedAt: '2026-01-02T10:00:00.000Z' });
  });

  it('a use is noted on a key of the workspace only', async () => {
    const { apiKeys } = stores();
    const scope = aScope();
    const key = anApiKey({ workspaceId: scope.workspaceId });
    await apiKeys.create(scope, key);
    await apiKeys.touch(aScope(), key.id, '2026-01-02');
    expect((await apiKeys.get(scope, key.id)).lastUsedOn).toBeNull();
  });
};

/** What every CredentialLookup guarantees. */
export const credentialLookupContract = (stores: () => Stores): void => {
  describe('a session', () => {
    it('is found with its user’s membership, and a change of either shows at once', async () => {
      const all = stores();
      const { admin, scope } = await open(all);
      const session = aSession({ userId: admin.userId });
      await all.sessions.create(session);
      expect(await all.credentials.session(admin.userId, session.id)).toEqual({ session, member: admin });
      await all.accounts.removeMember(scope, admin.userId);
      const ended = { ...session, ended: { at: session.createdAt, why: 'logout' as const }, version: 2 };
      await all.sessions.save(ended);
      expect(await all.credentials.session(admin.userId, session.id)).toEqual({ session: ended, member: null });
    });

    it('is null where it is not there', async () => {
      expect(await stores().credentials.session('nobody', 'none')).toEqual({ session: null, member: null });
    });
  });

  describe('an API key', () => {
    it('is found by its id alone, with the day of its last use', async () => {
      const all = stores();
      const key = anApiKey();
      const scope = aScope({ workspaceId: key.workspaceId });
      await all.apiKeys.create(scope, key);
      await all.apiKeys.touch(scope, key.id, '2026-01-02');
      expect(await all.credentials.apiKey(key.id)).toEqual({ ...key, lastUsedOn: '2026-01-02' });
      expect(await all.credentials.apiKey(newTestId('key'))).toBeNull();
    });
  });
};
