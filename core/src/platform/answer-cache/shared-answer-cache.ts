import type { AnswerCache, CacheInvalidation, CacheRule, Invalidation } from '../answer-cache.ts';
import type { Clock } from '../clock.ts';
import { StoreError } from '../dynamo/store-errors.ts';
import { hasEnded, leaseEndMs, newLease } from '../gate/lease.ts';
import { deferred, done, type Outcome } from '../outcome.ts';
import type { AnswerRow, AnswerRows, AnswerState, Question } from './answer-rows.ts';
import type { CacheBounds } from './cache-bounds.ts';
import type { CacheEvent } from './cache-event.ts';
import { endingText, readAnswer, readEnding } from './kept-outcome.ts';
import { MemoryAnswers } from './memory-answers.ts';
import { invalidationOf, providerOf, questionOf } from './question.ts';
import { rowToKeep, type RowToKeep } from './row-to-keep.ts';

export interface SharedAnswerCacheOptions {
  readonly rows: AnswerRows;
  readonly clock: Clock;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Unlike any other of any process; names who asks. */
  readonly newHolderId: () => string;
  /** Where a provider is asked: what another server has answered, a sandbox say, is no answer of this one. @default everywhere the same */
  readonly addressOf?: (provider: string) => string;
  /** By provider, for whatever a rule asks for. @default none */
  readonly bounds?: Readonly<Record<string, CacheBounds>>;
  /** Somebody else's asking is waited for up to this long; then the caller is told when to come back. @default 20 s */
  readonly patienceMs?: number;
  readonly onEvent?: (event: CacheEvent) => void;
}

/** Longer than nearly every question takes: three attempts of ten seconds, and what the ledger lets it wait. */
const LEASE_MS = 45_000;
const PATIENCE_MS = 20_000;
/** Whether somebody else has finished is looked at after this long, twice as long after each look, up to the longest. */
const FIRST_PAUSE_MS = 30;
const LONGEST_PAUSE_MS = 1_000;

interface Asking<T> {
  readonly rule: CacheRule<T>;
  readonly question: Question;
  readonly load: () => Promise<Outcome<T>>;
  readonly sinceMs: number;
}

/** How somebody's asking ended without an answer while this caller waited. */
const endingSince = ({ lease }: AnswerState, sinceMs: number): Outcome<never> | null =>
  lease?.ended == null || lease.endedAtMs < sinceMs ? null : readEnding(lease.ended);

/** A lease is not ended by an answer, which would be a write more: whoever asked since it was taken has answered. */
const hasAnswered = ({ answer, lease }: AnswerState): boolean =>
  answer !== null && lease !== null && lease.lease !== '' && answer.askedAtMs >= leaseEndMs(lease.lease) - LEASE_MS;

/** The cache of all processes: what one has asked the others need not, and what one is asking the others wait for. */
export class SharedAnswerCache implements AnswerCache, CacheInvalidation {
  readonly #options: SharedAnswerCacheOptions;
  readonly #memory = new MemoryAnswers();
  /** Questions this process is asking, by id; each comes to how it ended without an answer, or null. */
  readonly #underWay = new Map<string, Promise<string | null>>();

  constructor(options: SharedAnswerCacheOptions) {
    this.#options = options;
  }

  async through<T>(asked: CacheRule<T>, load: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const rule = { ...asked, key: this.#keyAt(asked.key) };
    const question = questionOf(rule);
    for (;;) {
      const remembered = this.#remembered(rule, question);
      if (remembered !== null) return remembered;
      const before = this.#underWay.get(question.id);
      if (before === undefined) break;
      // An answer is in memory then; without one the first of those who waited asks.
      const ended = await before;
      const ending = ended === null ? null : readEnding(ended);
      if (ending !== null) return ending;
    }
    const answering = this.#answer({ rule, question, load, sinceMs: this.#options.clock() });
    this.#underWay.set(
      question.id,
      answering.then(endingText, () => null),
    );
    try {
      return await answering;
    } finally {
      this.#underWay.delete(question.id);
    }
  }

  async throughMany<T>(
    asked: readonly CacheRule<T>[],
    load: (places: readonly number[]) => Promise<Outcome<readonly T[]>>,
  ): Promise<Outcome<readonly T[]>> {
    const rules = asked.map(rule => ({ ...rule, key: this.#keyAt(rule.key) }));
    const askedAtMs = this.#options.clock();
    const kept = await this.#keptOf(rules);
    const missing = rules.flatMap((_, place) => (kept.has(place) ? [] : [place]));
    const provider = providerOf(rules[0]?.key ?? '');
    this.#report('hit', provider, kept.size);
    this.#report('miss', provider, missing.length);
    const loaded: Outcome<readonly T[]> = missing.length === 0 ? done([]) : await load(missing);
    if (loaded.outcome !== 'done') return loaded;
    const values = new Map([...kept, ...missing.flatMap((place, n) => asEntry(place, loaded.value[n]))]);
    await this.#keep(
      provider,
      missing.flatMap(place => this.#rowOf(rules[place], values.get(place), askedAtMs)),
    );
    return done(rules.flatMap((_, place) => asEntry(place, values.get(place)).map(([, value]) => value)));
  }

  async invalidate(what: Invalidation): Promise<void> {
    const target = invalidationOf(what.kind === 'key' ? { ...what, key: this.#keyAt(what.key) } : what);
    if ('id' in target) await this.#options.rows.remove(target.id);
    else await this.#options.rows.invalidate(target.mark, this.#options.clock());
    this.#memory.clear();
  }

  #keyAt(key: string): string {
    const { addressOf } = this.#options;
    return addressOf === undefined ? key : `${key}|at ${addressOf(providerOf(key))}`;
  }

  #remembered<T>(rule: CacheRule<T>, { id }: Question): Outcome<T> | null {
    const row = this.#memory.find(id, this.#options.clock());
    const answer = row === null ? null : readAnswer(row.text, rule.schema);
    if (answer !== null) this.#report('hit-memory', providerOf(rule.key));
    return answer;
  }

  /** Until there is an answer, or somebody's asking has ended without one, or it is this caller's turn to ask. */
  async #answer<T>(asking: Asking<T>): Promise<Outcome<T>> {
    const { rule, question, load, sinceMs } = asking;
    const { rows, clock, sleep, patienceMs = PATIENCE_MS } = this.#options;
    const provider = providerOf(rule.key);
    for (let pauseMs = 0; ; pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_PAUSE_MS, pauseMs * 2))) {
      if (pauseMs > 0) await sleep(pauseMs);
      const [state] = (await this.#orNull(provider, () => rows.read([question]))) ?? [];
      if (state === undefined) return load();
      const answer = this.#valid(rule, question, state);
      if (answer !== null) return this.#told(answer, provider, pauseMs > 0, state.answer);
      const ending = endingSince(state, sinceMs);
      if (ending !== null) return ending;
      const nowMs = clock();
      const held = state.lease?.lease ?? null;
      if (held !== null && !hasEnded(held, nowMs) && !hasAnswered(state)) {
        if (nowMs - sinceMs < patienceMs) continue;
        return deferred(new Date(leaseEndMs(held)).toISOString(), 'the same question is being asked already');
      }
      const lease = newLease(nowMs + LEASE_MS, this.#options.newHolderId());
      const isOurs = await this.#orNull(provider, () => rows.takeLease(question.id, lease, nowMs, held));
      if (isOurs === null) return load();
      if (isOurs) return this.#ask(asking, lease);
    }
  }

  /** Asks, and keeps the answer; where there is none to keep, those who wait are told how it ended. */
  async #ask<T>({ rule, question, load }: Asking<T>, lease: string): Promise<Outcome<T>> {
    const { rows, clock } = this.#options;
    const provider = providerOf(rule.key);
    let ending: string | null = null;
    let isKept = false;
    try {
      this.#report('miss', provider);
      const askedAtMs = clock();
      const outcome = await load();
      ending = endingText(outcome);
      const row = rowToKeep(rule, outcome, askedAtMs, this.#options.bounds ?? {});
      isKept = row !== null && (await this.#keep(provider, [row]));
      return outcome;
    } finally {
      const ended = ending;
      if (!isKept) await this.#orNull(provider, () => rows.endLease(question.id, lease, ended, clock()));
    }
  }

  /** Answers that are kept, by the place of their rule. */
  async #keptOf<T>(rules: readonly CacheRule<T>[]): Promise<ReadonlyMap<number, T>> {
    const questions = rules.map(questionOf);
    const states = await this.#orNull(providerOf(rules[0]?.key ?? ''), () => this.#options.rows.read(questions));
    return new Map(
      rules.flatMap((rule, place) => {
        const [question, state] = [questions[place], states?.[place]];
        const answer = question === undefined || state === undefined ? null : this.#valid(rule, question, state);
        return answer?.outcome === 'done' ? [[place, answer.value] as const] : [];
      }),
    );
  }

  #valid<T>(rule: CacheRule<T>, { id }: Question, { answer, invalidatedMs }: AnswerState): Outcome<T> | null {
    const nowMs = this.#options.clock();
    if (answer === null || answer.expiresAtMs <= nowMs || answer.askedAtMs <= invalidatedMs) return null;
    const read = readAnswer(answer.text, rule.schema);
    if (read !== null) this.#memory.keep(id, answer, nowMs);
    return read;
  }

  #rowOf<T>(rule: CacheRule<T> | undefined, value: T | undefined, askedAtMs: number): readonly RowToKeep[] {
    const row = rule === undefined || value === undefined ? null : rowToKeep(rule, done(value), askedAtMs, this.#options.bounds ?? {});
    return row === null ? [] : [row];
  }

  /** @returns whether all of them are kept for other processes */
  async #keep(provider: string, rows: readonly RowToKeep[]): Promise<boolean> {
    for (const { id, row } of rows) this.#memory.keep(id, row, this.#options.clock());
    const kept = await this.#orNull(provider, () => this.#options.rows.write(rows));
    if (kept !== null) this.#report('not-kept', provider, rows.length - kept);
    return kept === rows.length;
  }

  #told<T>(answer: Outcome<T>, provider: string, hasWaited: boolean, row: AnswerRow | null): Outcome<T> {
    if (hasWaited) this.#report('waited', provider);
    else this.#report(row?.isNegative === true ? 'hit-negative' : 'hit', provider);
    return answer;
  }

  #report(type: CacheEvent['type'], provider: string, count = 1): void {
    if (count > 0) this.#options.onEvent?.({ type, provider, count });
  }

  /** The cache is a help: where the table does not answer, providers are asked, and the ledger keeps them from being asked too much. */
  async #orNull<T>(provider: string, call: () => Promise<T>): Promise<T | null> {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#report('unavailable', provider);
      return null;
    }
  }
}

const asEntry = <T>(place: number, value: T | undefined): readonly (readonly [number, T])[] =>
  value === undefined ? [] : [[place, value]];
