import type { WorkspacePolicy } from '../images/rights-record.ts';
import { whileRacing } from '../platform/optimistic-change.ts';
import type { AccountStore } from './account-store.ts';
import type { OwnerScope } from './owner-scope.ts';

/**
 * Says what the workspace asks of its pictures, in place of what it asked before. It holds for every picture that is chosen
 * from then on; what is stored already stays.
 */
export const setPicturePolicy = async (
  accounts: Pick<AccountStore, 'workspace' | 'saveWorkspace'>,
  scope: OwnerScope,
  picturePolicy: WorkspacePolicy,
): Promise<void> => {
  await whileRacing(async () => {
    const workspace = await accounts.workspace(scope);
    await accounts.saveWorkspace(scope, { ...workspace, picturePolicy, version: workspace.version + 1 });
  });
};
