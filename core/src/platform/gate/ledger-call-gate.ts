import type { CallAccount, CallContext, CallGate, CallResult, CallTicket } from '../call-gate.ts';
import type { Clock } from '../clock.ts';
import { StoreError } from '../dynamo/store-errors.ts';
import { deferred, done, failed, type Outcome } from '../outcome.ts';
import type { AccountRules } from './account-rules.ts';
import { ATTRIBUTE, changesOf, readAccountState, type AccountState } from './account-state.ts';
import type { AccountTable } from './account-table.ts';
import { decideEntry, type Caller, type EntryDecision } from './decide-entry.ts';
import { entryChange, queueChange } from './entry-change.ts';
import { shareOf } from './fair-share.ts';
import type { GateEvent } from './gate-event.ts';
import type { Item, ItemChange } from './item-change.ts';
import { leaveChange, type Held } from './leave-change.ts';
import { newLease } from './lease.ts';
import { OwnCalls } from './own-calls.ts';
import { windowId } from './sliding-window.ts';

export interface CallGateOptions {
  readonly accounts: AccountTable;
  readonly rules: Readonly<Record<CallAccount, AccountRules>>;
  readonly clock: Clock;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** 0 ≤ x < 1; spreads callers that look again. */
  readonly random: () => number;
  /** Unlike any other of any process; names a call's lease. */
  readonly newTicketId: () => string;
  /** Waits up to this long are slept through here; longer ones are for the caller. @default 3 s */
  readonly patienceMs?: number;
  readonly onEvent?: (event: GateEvent) => void;
}

const PATIENCE_MS = 3_000;
/** A busy account is looked at again after this long at first, twice as long after each look in vain, up to the longest. */
const FIRST_PAUSE_MS = 40;
const LONGEST_PAUSE_MS = 400;
/** Writes refused because somebody else was faster, before the caller is sent away for a moment. */
const MOST_ATTEMPTS = 12;
/** So long what the last change left is taken for what is there: another process's calls reach no further than into its conditions. */
const FRESH_MS = 500;
/** A call that comes back later than this after the time it was told is like a new one. */
const LATE_MS = 60_000;

type Enter = Extract<EntryDecision, { kind: 'enter' }>;
type StayOut = Exclude<EntryDecision, { kind: 'enter' | 'refuse' }>;

interface Visit {
  readonly account: CallAccount;
  readonly rules: AccountRules;
  readonly caller: Caller;
  readonly own: OwnCalls;
  writes: number;
}

interface Left {
  readonly item: Item;
  readonly atMs: number;
  /** Whether something else was found there since. */
  readonly isOld: boolean;
}

/** Before this nothing can have changed. */
const soonest = (decision: StayOut): number => {
  switch (decision.kind) {
    case 'busy':
      return 0;
    case 'wait':
      return decision.untilMs;
    case 'queue':
      return decision.queue.fromMs;
  }
};

const whyNot = ({ rules }: Visit, decision: StayOut): string =>
  decision.kind === 'busy' ? `${rules.name} takes no more calls at a time` : decision.why;

/**
 * The gate over the shared books: one write to enter, none or one to leave, and a read where the last one is not fresh any more
 * or says no.
 */
export class LedgerCallGate implements CallGate {
  readonly #options: CallGateOptions;
  /** What the last change of this process left of an account. */
  readonly #left = new Map<CallAccount, Left>();
  readonly #own = new Map<CallAccount, OwnCalls>();

  constructor(options: CallGateOptions) {
    this.#options = options;
  }

  async enter(account: CallAccount, call: CallContext): Promise<Outcome<CallTicket>> {
    const { clock, patienceMs = PATIENCE_MS } = this.#options;
    const visit = this.#visit(account, call);
    let giveUpMs = clock() + patienceMs;
    for (let looks = 0; visit.writes < MOST_ATTEMPTS;) {
      // All places are this process's own: there is nothing to read about them, and it is awake until one is given back.
      while (visit.own.hasAll(visit.rules.parallel, clock())) {
        await visit.own.nextPlace(patienceMs, this.#options.sleep);
        giveUpMs = clock() + patienceMs;
      }
      const { state, decision, nowMs } = await this.#decide(visit);
      if (decision.kind === 'refuse') return this.#tell('refused', visit, failed(decision.code, decision.why));
      if (decision.kind === 'enter') {
        const ticket = await this.#tryToEnter(visit, state, decision, nowMs);
        if (ticket !== null) return done(ticket);
        // The more callers want the same few places, the longer each stays away after a collision.
        if (decision.place !== null) await this.#options.sleep(this.#pauseMs(looks++));
        continue;
      }
      const pauseMs = this.#pauseMs(looks++);
      const againMs = Math.max(nowMs + pauseMs, soonest(decision));
      if (againMs <= giveUpMs) {
        await this.#pause(visit, decision, againMs - nowMs);
        continue;
      }
      const untilMs = await this.#comeBackAt(visit, state, decision, againMs, nowMs);
      if (untilMs !== null)
        return this.#tell('deferred', visit, deferred(new Date(Math.ceil(untilMs)).toISOString(), whyNot(visit, decision)));
    }
    const soon = new Date(clock() + LONGEST_PAUSE_MS).toISOString();
    return this.#tell('deferred', visit, deferred(soon, `many calls to ${visit.rules.name} at once`));
  }

  /** What was left here lets calls in, and never keeps one out. */
  async #decide(visit: Visit): Promise<{ readonly state: AccountState; readonly decision: EntryDecision; readonly nowMs: number }> {
    const decide = (state: AccountState) => {
      const nowMs = this.#options.clock();
      return { state, decision: decideEntry(visit.rules, visit.own.known(state, nowMs), visit.caller, nowMs), nowMs };
    };
    const left = this.#fresh(visit);
    const decided = left === null ? null : decide(left);
    return decided?.decision.kind === 'enter' ? decided : decide(await this.#read(visit));
  }

  #visit(account: CallAccount, { purpose, workspaceId, waitedUntil, triesKey = false }: CallContext): Visit {
    const sinceMs = waitedUntil === undefined ? Infinity : this.#options.clock() - Date.parse(waitedUntil);
    const hasWaited = sinceMs >= 0 && sinceMs <= LATE_MS;
    const caller = { purpose, share: shareOf(workspaceId), hasWaited, triesKey, chance: this.#options.random() };
    return { account, rules: this.#options.rules[account], caller, own: this.#ownCalls(account), writes: 0 };
  }

  /** @returns null where somebody was faster */
  async #tryToEnter(visit: Visit, state: AccountState, decision: Enter, nowMs: number): Promise<CallTicket | null> {
    const { rules, caller, own } = visit;
    const lease = newLease(nowMs + rules.leaseSeconds * 1_000, this.#options.newTicketId());
    own.take(decision.place, lease);
    let entered: Item | null = null;
    try {
      entered = await this.#write(visit, entryChange(rules, state, caller, decision, lease, nowMs));
    } finally {
      if (entered === null) own.giveBack(decision.place);
    }
    if (entered === null) return null;
    this.#report('entered', visit);
    return this.#ticket(visit, { lease, place: decision.place, probe: decision.probe });
  }

  /** @returns null where somebody was faster with the same place in the queue */
  async #comeBackAt(visit: Visit, state: AccountState, decision: StayOut, againMs: number, nowMs: number): Promise<number | null> {
    const { patienceMs = PATIENCE_MS } = this.#options;
    if (decision.kind === 'busy') return againMs + this.#options.random() * patienceMs;
    if (decision.kind === 'wait') return againMs;
    const { change, untilMs } = queueChange(state, visit.caller, decision.queue, nowMs);
    const after = await this.#write(visit, change);
    return after === null ? null : untilMs(after);
  }

  #ticket(visit: Visit, held: Held): CallTicket {
    let hasLeft = false;
    return {
      leave: async result => {
        if (hasLeft) throw new Error(`the call to ${visit.account} has left already`);
        hasLeft = true;
        try {
          await this.#leave({ ...visit, writes: 0 }, held, result);
        } finally {
          visit.own.giveBack(held.place);
        }
      },
    };
  }

  /** Does not fail with the database: the provider's answer is in the caller's hands, and a lease or the next answer puts right what is lost here. */
  async #leave(visit: Visit, held: Held, result: CallResult): Promise<void> {
    const { rules } = visit;
    if (result.kind === 'over-quota' || result.kind === 'unavailable' || result.kind === 'key-invalid') this.#report(result.kind, visit);
    const isStated = result.kind === 'answered' && result.limit !== undefined && rules.windows.some(window => window.stated !== 'no');
    const saysNothing = result.kind === 'refused' || result.kind === 'key-refused' || (result.kind === 'answered' && !isStated);
    if (saysNothing && held.place === null && !held.probe) return;
    try {
      while (visit.writes < MOST_ATTEMPTS) {
        const state = this.#fresh(visit) ?? (await this.#read(visit));
        const change = leaveChange(rules, state, held, result, this.#options.clock());
        if (change.steps.length === 0 || (await this.#write(visit, change)) !== null) return;
      }
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
    }
    this.#report('leave-failed', visit);
  }

  #fresh({ account, rules }: Visit): AccountState | null {
    const left = this.#left.get(account);
    if (left === undefined || left.isOld || this.#isOver(left)) return null;
    return readAccountState(left.item, rules.windows.map(windowId));
  }

  #isOver({ atMs }: Left): boolean {
    return atMs + FRESH_MS <= this.#options.clock();
  }

  async #read({ account, rules }: Visit): Promise<AccountState> {
    return readAccountState(await this.#options.accounts.read(account), rules.windows.map(windowId));
  }

  async #write(visit: Visit, change: ItemChange): Promise<Item | null> {
    visit.writes += 1;
    const item = await this.#options.accounts.change(visit.account, change.add(ATTRIBUTE.changes, 1));
    this.#learn(visit, item);
    return item;
  }

  /** Answers overtake each other: what an earlier change left must not be taken for what is there. */
  #learn(visit: Visit, item: Item | null): void {
    const left = this.#left.get(visit.account);
    if (item === null) {
      if (left !== undefined) this.#left.set(visit.account, { ...left, isOld: true });
    } else if (left === undefined || this.#isOver(left) || changesOf(item) > changesOf(left.item)) {
      this.#left.set(visit.account, { item, atMs: this.#options.clock(), isOld: false });
    }
  }

  #ownCalls(account: CallAccount): OwnCalls {
    const own = this.#own.get(account) ?? new OwnCalls();
    this.#own.set(account, own);
    return own;
  }

  async #pause({ own }: Visit, { kind }: StayOut, milliseconds: number): Promise<void> {
    const { sleep } = this.#options;
    await (kind === 'busy' ? own.nextPlace(milliseconds, sleep) : sleep(milliseconds));
  }

  #pauseMs(looks: number): number {
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** looks);
    return longest * (0.5 + this.#options.random() / 2);
  }

  #tell<T extends Outcome<never>>(type: GateEvent['type'], visit: Visit, outcome: T): T {
    this.#report(type, visit);
    return outcome;
  }

  #report(type: GateEvent['type'], { account, writes }: Visit): void {
    this.#options.onEvent?.({ type, account, writes });
  }
}
