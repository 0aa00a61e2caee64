import type { ImageCandidate, RefusalCode } from '../image-candidate.ts';
import type { RightsPolicy, RightsRecord } from '../rights-record.ts';

export type RightsDecision = { readonly allowed: true } | { readonly allowed: false; readonly code: RefusalCode; readonly why: string };

interface PolicyRule {
  readonly forbids: (rights: RightsRecord, policy: RightsPolicy) => boolean;
  readonly why: string;
}

/** Every way a known licence can be against what operator and workspace want; the first that holds is the reason given. */
const RULES: readonly PolicyRule[] = [
  { forbids: (rights, policy) => policy.commercialUse && !rights.commercialUse, why: 'its licence does not allow commercial use' },
  { forbids: (rights, policy) => policy.derivatives && !rights.derivatives, why: 'its licence does not allow changes' },
  {
    forbids: (rights, policy) => !policy.allowShareAlike && rights.shareAlike,
    why: 'its licence asks that what is made of it is shared alike',
  },
  { forbids: (rights, policy) => policy.mlUse && !rights.mlUse, why: 'its terms do not allow that models see it' },
  { forbids: rights => rights.display === 'hotlink', why: 'its terms do not allow a copy of our own' },
  {
    forbids: (rights, policy) => rights.automate === 'no' && policy.approval === 'automatic',
    why: 'its terms do not allow a program to choose it, and nobody looks before publishing',
  },
  {
    forbids: (rights, policy) => rights.automate === 'needs-approval' && policy.approval === 'automatic',
    why: 'its terms ask that a person approves it, and nobody looks before publishing',
  },
];

/** Whether a candidate may be used under a policy: decided on data alone, before anything is fetched. */
export const decideRights = (candidate: Pick<ImageCandidate, 'rights'>, policy: RightsPolicy): RightsDecision => {
  const broken = RULES.find(rule => rule.forbids(candidate.rights, policy));
  return broken === undefined ? { allowed: true } : { allowed: false, code: 'POLICY', why: broken.why };
};
