import { bulkhead, ExponentialBackoff, handleResultType, isBulkheadRejectedError, retry, timeout, TimeoutStrategy } from 'cockatiel';
import type * as z from 'zod';
import type { CallAccount, CallContext, CallGate } from '../call-gate.ts';
import type { Clock } from '../clock.ts';
import { done, failed, type Outcome } from '../outcome.ts';
import { CALL_LIMITS, type CallLimits } from './call-limits.ts';
import { AnswerTooLargeError, readAnswer, withoutKey, type ProviderAnswer } from './provider-answer.ts';
import { callResult, verdictOutcome, type Judge, type Unusable, type Verdict } from './verdict.ts';

/** How a key gets into a request. */
export interface Credential {
  /** Keys worth trying, best first. @param refused the one that was refused just now: a newer may be there by then */
  readonly keys: (refused?: string) => Promise<readonly string[]>;
  readonly apply: (url: URL, headers: Headers, key: string) => void;
  /** Whether calls without a key are answered too. @default false */
  readonly isOptional?: boolean;
}

export interface ProviderHttpOptions {
  readonly account: CallAccount;
  /** As people know it, for sentences. */
  readonly name: string;
  readonly gate: CallGate;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly userAgent: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly credential?: Credential;
  readonly judge: Judge;
  readonly limits?: Partial<CallLimits>;
}

/** JSON over HTTP with one provider: gate, retry, time limit, size limit, judgement, schema, in that order. */
export interface ProviderHttp {
  /**
   * @returns `done` with the parsed body; `abstained` where the thing does not exist; `deferred` when over quota;
   * `failed` with a `PROVIDER_*` code. Sentences never hold a key or an address.
   */
  get<T>(url: URL, schema: z.ZodType<T>, call: CallContext): Promise<Outcome<T>>;
}

/** The one ending that is worth another attempt; a class, so that the retry policy knows it from an outcome. */
class Unavailable {
  readonly outcome: Outcome<never>;
  constructor(outcome: Outcome<never>) {
    this.outcome = outcome;
  }
}

const parseBody = <T>(name: string, schema: z.ZodType<T>, json: unknown): Outcome<T> => {
  const parsed = schema.safeParse(json);
  if (parsed.success) return done(parsed.data);
  const issue = parsed.error.issues[0];
  const at = issue === undefined ? '' : ` (${issue.path.map(String).join('.')}: ${issue.message})`;
  return failed('PROVIDER_BAD_ANSWER', `${name}: its answer has another shape than it should${at}`);
};

/** Keys tried for one call: one that is out of date, the one in force, and the one before. */
const MOST_KEYS = 3;

/** Connection errors name their host and port; only the kind of trouble is passed on. */
const trouble = (error: unknown): Unusable =>
  error instanceof AnswerTooLargeError
    ? { kind: 'unreadable', why: `it answered ${error.message}` }
    : { kind: 'unavailable', why: 'the connection failed, broke off or took too long' };

class Client implements ProviderHttp {
  readonly #options: ProviderHttpOptions;
  readonly #limits: CallLimits;
  readonly #slots;
  readonly #retry;

  constructor(options: ProviderHttpOptions) {
    this.#options = options;
    this.#limits = { ...CALL_LIMITS, ...options.limits };
    this.#slots = bulkhead(this.#limits.parallel, this.#limits.waiting);
    this.#retry = retry(handleResultType(Unavailable), {
      maxAttempts: this.#limits.attempts - 1,
      backoff: new ExponentialBackoff({ initialDelay: this.#limits.firstDelayMs, maxDelay: this.#limits.maxDelayMs }),
    });
  }

  async get<T>(url: URL, schema: z.ZodType<T>, call: CallContext): Promise<Outcome<T>> {
    const { name } = this.#options;
    try {
      const answered = await this.#slots.execute(() => this.#retry.execute(() => this.#attempt(url, call)));
      if (answered instanceof Unavailable) return answered.outcome;
      return answered.outcome === 'done' ? parseBody(name, schema, answered.value) : answered;
    } catch (error) {
      if (isBulkheadRejectedError(error)) return failed('PROVIDER_UNAVAILABLE', `${name}: too many calls wait in this process`);
      throw error;
    }
  }

  /** @returns null where there is none, or none is needed */
  async #key(): Promise<string | null> {
    return (await this.#options.credential?.keys())?.[0] ?? null;
  }

  /** @returns null where no key is left that was not refused */
  async #keyInstead(refused: readonly string[]): Promise<string | null> {
    if (refused.length === MOST_KEYS) return null;
    const keys = await this.#options.credential?.keys(refused.at(-1));
    return keys?.find(key => !refused.includes(key)) ?? null;
  }

  async #attempt(url: URL, call: CallContext): Promise<Outcome<unknown> | Unavailable> {
    const { name, credential } = this.#options;
    const key = await this.#key();
    if (key === null && credential !== undefined && credential.isOptional !== true)
      return failed('PROVIDER_KEY_MISSING', `${name}: no key is set`);
    return this.#attemptWith(key, url, call, []);
  }

  /** Books a slot for every request it sends. A refused key counts against the provider only when no other is left to try. */
  async #attemptWith(
    key: string | null,
    url: URL,
    call: CallContext,
    refusedBefore: readonly string[],
  ): Promise<Outcome<unknown> | Unavailable> {
    const { account, name, gate } = this.#options;
    const entered = await gate.enter(account, call);
    if (entered.outcome !== 'done') return entered;
    const { verdict, body } = await this.#ask(url, key);
    const refused = key === null ? refusedBefore : [...refusedBefore, key];
    const instead = verdict.kind === 'key-invalid' ? await this.#keyInstead(refused) : null;
    await entered.value.leave(instead === null ? callResult(verdict) : { kind: 'key-refused' });
    if (instead !== null) return this.#attemptWith(instead, url, call, refused);
    if (verdict.kind === 'usable') return done(body);
    const outcome = verdictOutcome(name, verdict);
    return verdict.kind === 'unavailable' ? new Unavailable(outcome) : outcome;
  }

  async #ask(url: URL, key: string | null): Promise<{ readonly verdict: Verdict; readonly body: unknown }> {
    let answer;
    try {
      answer = await this.#exchange(url, key);
    } catch (error) {
      return { verdict: trouble(error), body: undefined };
    }
    return { verdict: this.#options.judge(withoutKey(answer, key), this.#options.clock()), body: answer.json };
  }

  /** Redirects are not followed: a key must not travel to an address the operator did not name. */
  #exchange(url: URL, key: string | null): Promise<ProviderAnswer> {
    const { fetch, headers: fixed, userAgent, credential } = this.#options;
    const headers = new Headers({ accept: 'application/json', 'accept-encoding': 'gzip', ...fixed, 'user-agent': userAgent });
    const target = new URL(url);
    if (key !== null) credential?.apply(target, headers, key);
    return timeout(this.#limits.timeoutMs, TimeoutStrategy.Aggressive).execute(async ({ signal }) =>
      readAnswer(await fetch(target, { headers, redirect: 'manual', signal }), this.#limits.maxBytes),
    );
  }
}

/** One client for each account: its limit of parallel calls holds for everything that shares the account's budget. */
export const createProviderHttp = (options: ProviderHttpOptions): ProviderHttp => new Client(options);
