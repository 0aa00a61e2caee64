import { describe, expect, it } from '@jest/globals';
import { decideRights } from '../../../../core/src/images/rights/decide-rights.ts';
import { stricterPolicy } from '../../../../core/src/images/rights/stricter-policy.ts';
import { knownRights } from '../../../../core/src/images/rights/rights-table.ts';
import type { RightsPolicy, RightsRecord } from '../../../../core/src/images/rights-record.ts';

const strictest: RightsPolicy = {
  commercialUse: true,
  derivatives: true,
  allowShareAlike: false,
  mlUse: true,
  approval: 'automatic',
  avoid: [],
};
const loosest: RightsPolicy = {
  commercialUse: false,
  derivatives: false,
  allowShareAlike: true,
  mlUse: false,
  approval: 'reviewed',
  avoid: [],
};
const free = knownRights('commons', 'cc0');

const refusal = (rights: Partial<RightsRecord>, policy: Partial<RightsPolicy>): string | null => {
  const decision = decideRights({ rights: { ...free, ...rights } }, { ...strictest, ...policy });
  return decision.allowed ? null : `${decision.code}: ${decision.why}`;
};

describe('a policy', () => {
  it('allows what is free of every limit', () => {
    expect(refusal({}, {})).toBeNull();
  });

  it.each([
    [{ commercialUse: false }, { commercialUse: true }, { commercialUse: false }, 'commercial use'],
    [{ derivatives: false }, { derivatives: true }, { derivatives: false }, 'changes'],
    [{ shareAlike: true }, { allowShareAlike: false }, { allowShareAlike: true }, 'shared alike'],
    [{ mlUse: false }, { mlUse: true }, { mlUse: false }, 'models see it'],
    [{ automate: 'no' }, { approval: 'automatic' }, { approval: 'reviewed' }, 'a program to choose'],
    [{ automate: 'needs-approval' }, { approval: 'automatic' }, { approval: 'reviewed' }, 'a person approves'],
  ] as const)('refuses %j under %j and allows it under %j', (rights, strict, loose, why) => {
    expect(refusal(rights, strict)).toMatch(/^POLICY: /);
    expect(refusal(rights, strict)).toContain(why);
    expect(refusal(rights, loose)).toBeNull();
  });

  it('never allows what may only be shown from its own address, because every cue is a copy', () => {
    expect(decideRights({ rights: { ...free, display: 'hotlink' } }, loosest).allowed).toBe(false);
  });
});

describe('operator and workspace', () => {
  const policies: RightsPolicy[] = [strictest, loosest];
  const fields = ['commercialUse', 'derivatives', 'allowShareAlike', 'mlUse', 'approval'] as const;

  it('the operator’s rules hold where the workspace says nothing', () => {
    for (const policy of policies) expect(stricterPolicy(policy, {})).toEqual(policy);
  });

  it.each(fields)('of %s the stricter one holds, whoever asks for it', field => {
    expect(stricterPolicy(loosest, { [field]: strictest[field] })[field]).toBe(strictest[field]);
    expect(stricterPolicy(strictest, { [field]: loosest[field] })[field]).toBe(strictest[field]);
  });
});
