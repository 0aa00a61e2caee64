import type { RightsPolicy, WorkspacePolicy } from '../rights-record.ts';

/** What holds for a workspace: of each rule the stricter one, so that nobody allows what the operator does not. */
export const stricterPolicy = (operator: RightsPolicy, workspace: WorkspacePolicy): RightsPolicy => ({
  commercialUse: operator.commercialUse || (workspace.commercialUse ?? false),
  derivatives: operator.derivatives || (workspace.derivatives ?? false),
  allowShareAlike: operator.allowShareAlike && (workspace.allowShareAlike ?? true),
  mlUse: operator.mlUse || (workspace.mlUse ?? false),
  avoid: [...new Set([...operator.avoid, ...(workspace.avoid ?? [])])],
  approval: operator.approval === 'automatic' ? 'automatic' : (workspace.approval ?? 'reviewed'),
});
