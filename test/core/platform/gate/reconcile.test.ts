import { describe, expect, it } from '@jest/globals';
import type { CallContext, CallResult } from '../../../../core/src/platform/call-gate.ts';
import { ACCOUNT_RULES, accountRules, type QuotaWindow } from '../../../../core/src/platform/gate/account-rules.ts';
import { LedgerCallGate } from '../../../../core/src/platform/gate/ledger-call-gate.ts';
import { MemoryAccountTable } from '../../../../core/src/testing/memory-account-table.ts';
import { randomFrom } from '../../../../models/random.ts';
import { VirtualTime } from '../../../support/virtual-time.ts';

const INTERACTIVE: CallContext = { workspaceId: 'wsp_1', purpose: 'interactive' };

const world = (windows: readonly QuotaWindow[]) => {
  const time = new VirtualTime(Date.UTC(2026, 10, 22));
  let tickets = 0;
  const gate = new LedgerCallGate({
    accounts: new MemoryAccountTable(),
    rules: { ...ACCOUNT_RULES, pexels: { ...ACCOUNT_RULES.pexels, windows } },
    clock: time.clock,
    sleep: time.sleep,
    random: randomFrom(1),
    newTicketId: () => String((tickets += 1)),
    patienceMs: 0,
  });
  const call = async (result: CallResult): Promise<boolean> => {
    const entered = await time.run(gate.enter('pexels', INTERACTIVE));
    if (entered.outcome === 'done') await time.run(entered.value.leave(result));
    return entered.outcome === 'done';
  };
  const callsUntilFull = async (result: CallResult): Promise<number> => {
    let calls = 0;
    while (calls < 1_000 && (await call(result))) calls += 1;
    return calls;
  };
  return { time, call, callsUntilFull };
};

describe('what a provider’s headers say', () => {
  const hour = (limit: number, stated: QuotaWindow['stated']): QuotaWindow => ({ seconds: 3_600, limit, stated });

  it('a higher limit than was known is taken over', async () => {
    const { callsUntilFull } = world([hour(50, 'any')]);
    expect(await callsUntilFull({ kind: 'answered', limit: 120 })).toBe(120);
  });

  it('a higher limit is not, where the configured one is the most', async () => {
    const { callsUntilFull } = world([hour(50, 'lower')]);
    expect(await callsUntilFull({ kind: 'answered', limit: 120 })).toBe(50);
  });

  it('is not heeded for windows that headers do not describe', async () => {
    const { callsUntilFull } = world([hour(20, 'no')]);
    expect(await callsUntilFull({ kind: 'answered', limit: 120, remaining: 119 })).toBe(20);
  });

  it('calls of somebody else with the same key count', async () => {
    const { call, callsUntilFull } = world([hour(50, 'any')]);
    expect(await call({ kind: 'answered', limit: 50, remaining: 9 })).toBe(true);
    expect(await callsUntilFull({ kind: 'answered' })).toBe(9);
  });

  it('a count that is older than ours never makes more room', async () => {
    const { callsUntilFull } = world([hour(50, 'any')]);
    expect(await callsUntilFull({ kind: 'answered', limit: 50, remaining: 50 })).toBe(50);
  });

  it('room comes back with the reset the provider names', async () => {
    const { time, callsUntilFull } = world([hour(10, 'any')]);
    const resetAt = new Date(time.clock() + 300_000).toISOString();
    expect(await callsUntilFull({ kind: 'answered', limit: 10, resetAt })).toBe(10);
    await time.run(time.sleep(310_000));
    expect(await callsUntilFull({ kind: 'answered', limit: 10 })).toBe(10);
  });
});

describe('quota as configuration', () => {
  it('is each provider’s own where nothing is said', () => {
    expect(accountRules('')).toBe(ACCOUNT_RULES);
  });

  it('replaces the windows of the account that is named, and heeds headers only where it says so', () => {
    const rules = accountRules('{"pexels":{"windows":[{"seconds":20,"limit":50}]},"wikimedia":{"parallel":1}}');
    expect(rules.pexels.windows).toEqual([{ seconds: 20, limit: 50, stated: 'no' }]);
    expect(rules.wikimedia).toEqual({ ...ACCOUNT_RULES.wikimedia, parallel: 1 });
    expect(rules.unsplash).toEqual(ACCOUNT_RULES.unsplash);
  });

  it.each(['{', '{"pexel":{}}', '{"pexels":{"windows":[{"seconds":0,"limit":5}]}}', '{"pexels":{"window":[]}}'])('refuses %s', text => {
    expect(() => accountRules(text)).toThrow();
  });
});
