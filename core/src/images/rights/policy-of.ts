import type { AccountStore } from '../../accounts/account-store.ts';
import type { OwnerScope } from '../../accounts/owner-scope.ts';
import type { RightsPolicy } from '../rights-record.ts';
import { stricterPolicy } from './stricter-policy.ts';

/** What holds for the pictures of a workspace. */
export type PolicyOf = (scope: OwnerScope) => Promise<RightsPolicy>;

/** @param operator what the operator allows */
export const policyOf =
  (accounts: Pick<AccountStore, 'workspace'>, operator: RightsPolicy): PolicyOf =>
  async scope =>
    stricterPolicy(operator, (await accounts.workspace(scope)).picturePolicy);
