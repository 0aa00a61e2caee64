import { describe, expect, it } from '@jest/globals';
import { setPicturePolicy } from '../../../core/src/accounts/set-picture-policy.ts';
import { policyOf } from '../../../core/src/images/rights/policy-of.ts';
import { aMember, aScope, aWorkspace } from '../../../core/src/testing/builders.ts';
import { aPolicy } from '../../../core/src/testing/image-builders.ts';
import { createMemoryStores } from '../../../core/src/testing/memory-stores.ts';

const opened = async () => {
  const { accounts } = createMemoryStores();
  const workspace = aWorkspace();
  await accounts.open(workspace, aMember({ workspaceId: workspace.id }));
  return { accounts, workspace, scope: aScope({ workspaceId: workspace.id }) };
};

describe('what a workspace asks of its pictures', () => {
  it('holds for the next picture, and never allows what the operator does not', async () => {
    const { accounts, scope } = await opened();
    const holds = policyOf(accounts, { ...aPolicy, allowShareAlike: false, avoid: ['minors'] });
    await setPicturePolicy(accounts, scope, { allowShareAlike: true, avoid: ['faith'] });
    expect(await holds(scope)).toMatchObject({ allowShareAlike: false, avoid: ['minors', 'faith'] });
  });

  it('takes the place of what was asked before, and leaves the rest of the workspace as it is', async () => {
    const { accounts, scope, workspace } = await opened();
    await setPicturePolicy(accounts, scope, { avoid: ['faith'] });
    await setPicturePolicy(accounts, scope, { commercialUse: true });
    expect(await accounts.workspace(scope)).toEqual({ ...workspace, picturePolicy: { commercialUse: true }, version: 3 });
  });

  it('said by two at once is what one of them said', async () => {
    const { accounts, scope } = await opened();
    await Promise.all([setPicturePolicy(accounts, scope, { avoid: ['faith'] }), setPicturePolicy(accounts, scope, { avoid: ['brands'] })]);
    const { picturePolicy, version } = await accounts.workspace(scope);
    expect(['faith', 'brands'].map(topic => [topic])).toContainEqual(picturePolicy.avoid);
    expect(version).toBe(3);
  });
});
