import type { CallResult } from '../call-gate.ts';
import { abstained, deferred, failed, type Outcome } from '../outcome.ts';
import { plainText } from '../plain-text.ts';
import type { ProviderAnswer } from './provider-answer.ts';
import { retryAfter } from './retry-after.ts';

/** Budget as the provider reports it, clamped. */
export interface Quota {
  readonly remaining?: number;
  readonly limit?: number;
  /** ISO 8601. */
  readonly resetAt?: string;
}

/** What an answer means, before its body is parsed. `why` is for people and free of keys. */
export type Verdict = { readonly kind: 'usable'; readonly quota: Quota } | Unusable;

export type Unusable =
  /** `stated`: the provider itself said until when; otherwise `until` is the client's best knowledge of its windows. */
  | { readonly kind: 'over-quota'; readonly until: string; readonly stated: boolean; readonly why: string }
  | { readonly kind: 'key-invalid'; readonly why: string }
  | { readonly kind: 'unavailable'; readonly why: string }
  /** The thing asked for does not exist; that is an answer. */
  | { readonly kind: 'missing'; readonly why: string }
  | { readonly kind: 'refused'; readonly why: string }
  /** It answered, but not in its own language: HTML with status 200, half a JSON document, too many bytes. */
  | { readonly kind: 'unreadable'; readonly why: string };

/** Reads an answer of one provider. Pure, so that every row of a provider's error table is a line of a table test. */
export type Judge = (answer: ProviderAnswer, now: number) => Verdict;

/** How many characters of a provider's own error sentence are passed on. */
const EXCERPT = 160;

/** @returns the provider's own words where they are short text, made harmless */
export const excerpt = (answer: ProviderAnswer): string =>
  answer.mediaType === 'text/html' ? 'a web page' : plainText(answer.text.slice(0, EXCERPT)) || 'nothing';

export interface JudgeDefaults {
  /** ISO 8601: until when to wait after a 429 without `Retry-After`. */
  readonly unstatedWait: (now: number) => string;
  readonly quota: (answer: ProviderAnswer, now: number) => Quota;
}

/** @returns what an over-quota answer says, `Retry-After` first */
export const overQuota = (
  answer: ProviderAnswer,
  now: number,
  unstatedWait: (now: number) => string,
): Extract<Verdict, { kind: 'over-quota' }> => {
  const stated = retryAfter(answer.header('retry-after'), now);
  return {
    kind: 'over-quota',
    until: stated ?? unstatedWait(now),
    stated: stated !== null,
    why: `it answered ${answer.status}: no calls left for now`,
  };
};

/** What HTTP itself says; a provider's judge looks at its own peculiarities first and leaves the rest to this. */
export const judgeByStatus = (answer: ProviderAnswer, now: number, defaults: JudgeDefaults): Verdict => {
  const { status } = answer;
  if (status >= 500 || status === 408) return { kind: 'unavailable', why: `it answered ${status}` };
  if (status === 429) return overQuota(answer, now, defaults.unstatedWait);
  if (status === 401) return { kind: 'key-invalid', why: `it answered 401: ${excerpt(answer)}` };
  if (status === 404 || status === 410) return { kind: 'missing', why: `it answered ${status}` };
  if (status >= 300) return { kind: 'refused', why: `it answered ${status}: ${excerpt(answer)}` };
  if (answer.json === undefined) return { kind: 'unreadable', why: `it answered ${excerpt(answer)} where JSON was expected` };
  return { kind: 'usable', quota: defaults.quota(answer, now) };
};

/** @returns what ledger and breaker learn from it */
export const callResult = (verdict: Verdict): CallResult => {
  switch (verdict.kind) {
    case 'usable':
      return { kind: 'answered', ...verdict.quota };
    case 'over-quota':
      return verdict.stated ? { kind: 'over-quota', retryAt: verdict.until } : { kind: 'over-quota' };
    case 'key-invalid':
    case 'unavailable':
      return { kind: verdict.kind };
    case 'missing':
    case 'refused':
    case 'unreadable':
      return { kind: 'refused' };
  }
};

/** @returns the outcome a caller sees; `name` is the provider's, for the sentence */
export const verdictOutcome = (name: string, verdict: Unusable): Outcome<never> => {
  switch (verdict.kind) {
    case 'over-quota':
      return deferred(verdict.until, `${name}: ${verdict.why}`);
    case 'missing':
      return abstained(`${name}: ${verdict.why}`);
    case 'key-invalid':
      return failed('PROVIDER_KEY_INVALID', `${name}: ${verdict.why}`);
    case 'unavailable':
      return failed('PROVIDER_UNAVAILABLE', `${name}: ${verdict.why}`);
    case 'refused':
      return failed('PROVIDER_REFUSED', `${name}: ${verdict.why}`);
    case 'unreadable':
      return failed('PROVIDER_BAD_ANSWER', `${name}: ${verdict.why}`);
  }
};
