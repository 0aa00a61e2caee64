import type { CallAccount, CallContext, CallGate } from '../../core/src/platform/call-gate.ts';
import type { AccountTable } from '../../core/src/platform/gate/account-table.ts';
import { ACCOUNT_RULES, type AccountRules } from '../../core/src/platform/gate/account-rules.ts';
import type { GateEvent } from '../../core/src/platform/gate/gate-event.ts';
import { LedgerCallGate } from '../../core/src/platform/gate/ledger-call-gate.ts';
import { MemoryAccountTable } from '../../core/src/testing/memory-account-table.ts';
import { randomFrom } from '../../models/random.ts';
import { VirtualTime } from './virtual-time.ts';

export interface SimulatedCall {
  readonly workspaceId: string;
  /** When the provider saw it, and when it had answered. */
  readonly fromMs: number;
  readonly toMs: number;
}

export interface SimulationOptions {
  readonly rules: Partial<AccountRules>;
  readonly seed: number;
  /** How many calls each workspace wants, and when it comes. */
  readonly demand: readonly {
    readonly workspaceId: string;
    readonly calls: number;
    readonly atMs?: number;
    readonly purpose?: CallContext['purpose'];
  }[];
  /** Longest time a read, a write or the way to the provider takes. */
  readonly delayMs: number;
  readonly answerMs: number;
  /** Processes that share out the callers; without it each caller is one. */
  readonly processes?: number;
  /** Whether callers say what they have waited for. */
  readonly keepsTurn?: boolean;
}

export interface Simulation {
  readonly calls: readonly SimulatedCall[];
  readonly events: readonly GateEvent[];
  readonly tookMs: number;
  /** Of the books. */
  readonly reads: number;
}

const ACCOUNT: CallAccount = 'pexels';
const START_MS = Date.UTC(2026, 0, 1, 0, 0, 7);

/** A table whose answers are old when they come. */
const slow = (table: AccountTable, pause: () => Promise<void>, onRead: () => void): AccountTable => ({
  read: async account => {
    onRead();
    const item = await table.read(account);
    await pause();
    return item;
  },
  change: async (account, change) => {
    await pause();
    const held = await table.change(account, change);
    await pause();
    return held;
  },
});

/** Callers as state machines are: each asks, comes back when it is told to, calls, leaves. */
export const simulate = async ({
  rules,
  seed,
  demand,
  delayMs,
  answerMs,
  processes,
  keepsTurn = true,
}: SimulationOptions): Promise<Simulation> => {
  const time = new VirtualTime(START_MS);
  const random = randomFrom(seed);
  const calls: SimulatedCall[] = [];
  const events: GateEvent[] = [];
  let tickets = 0;
  const pause = (): Promise<void> => time.sleep(random() * delayMs);
  let reads = 0;
  const accounts = slow(new MemoryAccountTable(), pause, () => (reads += 1));
  const open = (): CallGate =>
    new LedgerCallGate({
      accounts,
      rules: { ...ACCOUNT_RULES, [ACCOUNT]: { ...ACCOUNT_RULES[ACCOUNT], ...rules } },
      clock: time.clock,
      sleep: time.sleep,
      random,
      newTicketId: () => String((tickets += 1)),
      onEvent: event => events.push(event),
    });
  const shared = Array.from({ length: processes ?? 0 }, open);
  const call = async (workspaceId: string, purpose: CallContext['purpose']): Promise<void> => {
    const gate = shared[Math.floor(random() * shared.length)] ?? open();
    let waitedUntil: string | undefined;
    for (;;) {
      const entered = await gate.enter(ACCOUNT, { workspaceId, purpose, ...(waitedUntil !== undefined && { waitedUntil }) });
      if (entered.outcome === 'deferred') {
        if (keepsTurn) waitedUntil = entered.until;
        // State machines wait in whole seconds.
        await time.sleep(Math.ceil((Date.parse(entered.until) - time.clock()) / 1_000) * 1_000);
        continue;
      }
      if (entered.outcome !== 'done') throw new Error(entered.why);
      await pause();
      const fromMs = time.clock();
      await time.sleep(random() * answerMs);
      calls.push({ workspaceId, fromMs, toMs: time.clock() });
      await entered.value.leave({ kind: 'answered' });
      return;
    }
  };
  const everybody = demand.flatMap(({ workspaceId, calls: count, atMs = 0, purpose = 'job' }) =>
    Array.from({ length: count }, () => time.sleep(atMs).then(() => call(workspaceId, purpose))),
  );
  await time.run(Promise.all(everybody));
  return { calls, events, tookMs: time.clock() - START_MS, reads };
};

/** @returns the most calls that began within any stretch of that length */
export const mostWithin = (calls: readonly SimulatedCall[], milliseconds: number): number => {
  const starts = calls.map(call => call.fromMs).sort((a, b) => a - b);
  let first = 0;
  return starts.reduce((most, start, last) => {
    while (start - (starts[first] ?? 0) >= milliseconds) first += 1;
    return Math.max(most, last - first + 1);
  }, 0);
};

/** @returns the most calls that were under way at the same time */
export const mostAtOnce = (calls: readonly SimulatedCall[]): number => {
  const changes = calls.flatMap(call => [
    { atMs: call.fromMs, by: 1 },
    { atMs: call.toMs, by: -1 },
  ]);
  changes.sort((a, b) => a.atMs - b.atMs || a.by - b.by);
  let under = 0;
  return changes.reduce((most, { by }) => Math.max(most, (under += by)), 0);
};
