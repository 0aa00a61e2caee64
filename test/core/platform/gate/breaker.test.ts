import { describe, expect, it } from '@jest/globals';
import type { CallContext, CallResult } from '../../../../core/src/platform/call-gate.ts';
import { ACCOUNT_RULES } from '../../../../core/src/platform/gate/account-rules.ts';
import type { GateEvent } from '../../../../core/src/platform/gate/gate-event.ts';
import { LedgerCallGate } from '../../../../core/src/platform/gate/ledger-call-gate.ts';
import { MemoryAccountTable } from '../../../../core/src/testing/memory-account-table.ts';
import { randomFrom } from '../../../../models/random.ts';
import { VirtualTime } from '../../../support/virtual-time.ts';

const INTERACTIVE: CallContext = { workspaceId: 'wsp_1', purpose: 'interactive' };
const { openSeconds, longestSeconds, failures, keySeconds } = ACCOUNT_RULES.pexels.breaker;

/** Six processes with one table. */
const world = () => {
  const time = new VirtualTime(Date.UTC(2026, 10, 22));
  const accounts = new MemoryAccountTable();
  const events: GateEvent[] = [];
  let tickets = 0;
  const gates = Array.from(
    { length: 6 },
    (_, n) =>
      new LedgerCallGate({
        accounts,
        rules: ACCOUNT_RULES,
        clock: time.clock,
        sleep: time.sleep,
        random: randomFrom(n + 1),
        newTicketId: () => String((tickets += 1)),
        patienceMs: 0,
        onEvent: event => events.push(event),
      }),
  );
  const [gate] = gates;
  if (gate === undefined) throw new Error('six gates');
  /** @returns how entering ended: `entered`, or the outcome */
  const call = async (result: CallResult, context = INTERACTIVE): Promise<string> => {
    const entered = await time.run(gate.enter('pexels', context));
    if (entered.outcome !== 'done') return entered.outcome === 'failed' ? entered.code : entered.outcome;
    await time.run(entered.value.leave(result));
    return 'entered';
  };
  const open = async (): Promise<void> => {
    for (let n = 0; n < failures; n += 1) expect(await call({ kind: 'unavailable' })).toBe('entered');
  };
  return { time, gates, events, call, open, pass: (seconds: number) => time.run(time.sleep(seconds * 1_000)) };
};

describe('the breaker', () => {
  it('opens after failures within its time, and lets nobody in for a while', async () => {
    const { call, open, pass } = world();
    await open();
    expect(await call({ kind: 'answered' })).toBe('PROVIDER_UNAVAILABLE');
    await pass(openSeconds - 1);
    expect(await call({ kind: 'answered' })).toBe('PROVIDER_UNAVAILABLE');
  });

  it('does not count failures that are long past', async () => {
    const { call, pass } = world();
    for (let n = 0; n < failures * 3; n += 1) {
      expect(await call({ kind: 'unavailable' })).toBe('entered');
      await pass(ACCOUNT_RULES.pexels.breaker.withinSeconds / (failures - 2));
    }
  });

  it.each(['over-quota', 'refused', 'answered'] as const)('is not opened by answers that say %s', async kind => {
    const { call, pass } = world();
    for (let n = 0; n < failures * 3; n += 1) {
      expect(['entered', 'deferred']).toContain(await call({ kind, ...(kind === 'over-quota' && { retryAt: new Date(0).toISOString() }) }));
      await pass(1);
    }
  });

  it('lets exactly one of many processes try whether the provider is back', async () => {
    const { time, gates, open, pass } = world();
    await open();
    await pass(openSeconds + 1);
    const entered = await time.run(Promise.all(gates.flatMap(gate => [gate, gate, gate].map(each => each.enter('pexels', INTERACTIVE)))));
    expect(entered.filter(({ outcome }) => outcome === 'done')).toHaveLength(1);
  });

  it('closes when the one comes back, and opens twice as long when it does not, up to the longest', async () => {
    const { call, open, pass } = world();
    await open();
    let seconds = openSeconds;
    for (let probes = 0; probes < 6; probes += 1) {
      await pass(seconds + 1);
      expect(await call({ kind: 'unavailable' })).toBe('entered');
      seconds = Math.min(longestSeconds, seconds * 2);
      await pass(seconds - 2);
      expect(await call({ kind: 'answered' })).toBe('PROVIDER_UNAVAILABLE');
    }
    await pass(seconds);
    expect(await call({ kind: 'answered' })).toBe('entered');
    expect(await call({ kind: 'answered' })).toBe('entered');
  });

  it('lets another try when the process that tried was killed', async () => {
    const { time, gates, call, open, pass } = world();
    await open();
    await pass(openSeconds + 1);
    const lost = await time.run(gates[1]!.enter('pexels', INTERACTIVE));
    expect(lost.outcome).toBe('done');
    expect(await call({ kind: 'answered' })).toBe('PROVIDER_UNAVAILABLE');
    await pass(ACCOUNT_RULES.pexels.leaseSeconds + 1);
    expect(await call({ kind: 'answered' })).toBe('entered');
  });

  it('a job waits out the first opening, and goes on without the provider after that', async () => {
    const { call, open, pass } = world();
    const job: CallContext = { workspaceId: 'wsp_1', purpose: 'job' };
    await open();
    expect(await call({ kind: 'answered' }, job)).toBe('deferred');
    await pass(openSeconds + 1);
    expect(await call({ kind: 'unavailable' })).toBe('entered');
    expect(await call({ kind: 'answered' }, job)).toBe('PROVIDER_UNAVAILABLE');
  });

  it('a job waits for what becomes of a probe under way, however often one failed: its own first call is the probe of the others', async () => {
    const { time, gates, call, open, pass } = world();
    const job: CallContext = { workspaceId: 'wsp_1', purpose: 'job' };
    await open();
    await pass(openSeconds + 1);
    expect(await call({ kind: 'unavailable' })).toBe('entered');
    await pass(2 * openSeconds + 1);
    const probe = await time.run(gates[1]!.enter('pexels', job));
    if (probe.outcome !== 'done') throw new Error('one may try');
    expect(await call({ kind: 'answered' }, job)).toBe('deferred');
    expect(await call({ kind: 'answered' })).toBe('PROVIDER_UNAVAILABLE');
    await time.run(probe.value.leave({ kind: 'answered' }));
    expect(await call({ kind: 'answered' }, job)).toBe('entered');
  });
});

describe('a refused key', () => {
  it('keeps everybody out by its own code, is told as an event, and is tried again later by one', async () => {
    const { call, events, pass } = world();
    expect(await call({ kind: 'key-invalid' })).toBe('entered');
    expect(await call({ kind: 'answered' })).toBe('PROVIDER_KEY_INVALID');
    expect(events.map(({ type }) => type)).toContain('key-invalid');
    await pass(keySeconds + 1);
    expect(await call({ kind: 'answered' })).toBe('entered');
    expect(await call({ kind: 'answered' })).toBe('entered');
  });

  it('does not open it while another key is left, and does not close it before that one has been tried', async () => {
    const { time, gates, call, pass } = world();
    expect(await call({ kind: 'key-refused' })).toBe('entered');
    expect(await call({ kind: 'key-invalid' })).toBe('entered');
    await pass(keySeconds + 1);
    const probe = await time.run(gates[1]!.enter('pexels', INTERACTIVE));
    if (probe.outcome !== 'done') throw new Error('one may try');
    expect(await call({ kind: 'answered' })).toBe('PROVIDER_KEY_INVALID');
    await time.run(probe.value.leave({ kind: 'key-refused' }));
    expect(await call({ kind: 'key-invalid' })).toBe('entered');
    expect(await call({ kind: 'answered' })).toBe('PROVIDER_KEY_INVALID');
  });
});

describe('a call that tries a key', () => {
  const TRIAL: CallContext = { ...INTERACTIVE, triesKey: true };

  it('is let in where a refused key keeps everybody else out, and leaves them out', async () => {
    const { call } = world();
    expect(await call({ kind: 'key-invalid' })).toBe('entered');
    expect(await call({ kind: 'answered' })).toBe('PROVIDER_KEY_INVALID');
    expect(await call({ kind: 'key-refused' }, TRIAL)).toBe('entered');
    expect(await call({ kind: 'answered' }, TRIAL)).toBe('entered');
    expect(await call({ kind: 'answered' })).toBe('PROVIDER_KEY_INVALID');
  });

  it('is kept out like every other where the provider does not answer', async () => {
    const { call, open } = world();
    await open();
    expect(await call({ kind: 'answered' }, TRIAL)).toBe('PROVIDER_UNAVAILABLE');
  });
});

describe('over quota', () => {
  it('closes the account until the time the provider names, however much room the books show', async () => {
    const { time, call, pass } = world();
    const retryAt = new Date(time.clock() + 30_000).toISOString();
    expect(await call({ kind: 'over-quota', retryAt })).toBe('entered');
    expect(await call({ kind: 'answered' })).toBe('deferred');
    await pass(31);
    expect(await call({ kind: 'answered' })).toBe('entered');
  });
});
