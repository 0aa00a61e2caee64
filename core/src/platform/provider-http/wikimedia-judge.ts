import * as z from 'zod';
import { excerpt, judgeByStatus, overQuota, type Judge, type Verdict } from './verdict.ts';
import type { ProviderAnswer } from './provider-answer.ts';

/** An error of the Action API, in whichever `errorformat` it came. */
export interface ActionError {
  readonly code: string;
  readonly text: string;
}

const Bc = z.object({ error: z.object({ code: z.string(), info: z.string().default('') }) });
const Modern = z.object({
  errors: z
    .array(z.object({ code: z.string(), text: z.string().optional(), html: z.string().optional(), '*': z.string().optional() }))
    .min(1),
});

/** @param json body of an answer with status 200, where the Action API puts its errors */
export const actionError = (json: unknown): ActionError | null => {
  const bc = Bc.safeParse(json);
  if (bc.success) return { code: bc.data.error.code, text: bc.data.error.info };
  const modern = Modern.safeParse(json);
  const first = modern.success ? modern.data.errors[0] : undefined;
  return first === undefined ? null : { code: first.code, text: first.text ?? first.html ?? first['*'] ?? '' };
};

/** Codes that say "not now": the servers lag, or we asked too often. They are not a failure of the provider. */
const NOT_NOW = new Set(['maxlag', 'ratelimited']);
const isBroken = (code: string): boolean => code === 'readonly' || code.startsWith('internal_api_error');

/** First wait after a refusal that does not say how long, doubled each time in a row up to five minutes. */
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 5 * 60_000;

const judgeBody = (answer: ProviderAnswer, now: number, unstatedWait: (now: number) => string): Verdict | null => {
  const error = actionError(answer.json);
  if (error === null) return null;
  if (NOT_NOW.has(error.code)) {
    return { ...overQuota(answer, now, unstatedWait), why: `it asks to wait (${error.code})` };
  }
  return isBroken(error.code) ? { kind: 'unavailable', why: `it reports ${error.code}` } : null;
};

/**
 * Reads answers of Commons, Wikidata and Wikipedia. Other errors of the Action API (`no-such-entity`, `missingparam`) are
 * usable answers: the caller knows what they mean. Keeps count of refusals in a row, so make one for each client.
 */
export const createWikimediaJudge = (): Judge => {
  let refusals = 0;
  const unstatedWait = (now: number): string =>
    new Date(now + Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(refusals, 10))).toISOString();
  return (answer, now) => {
    const verdict = judgeBody(answer, now, unstatedWait) ?? judgeWikimediaStatus(answer, now, unstatedWait);
    refusals = verdict.kind === 'over-quota' ? refusals + 1 : 0;
    return verdict;
  };
};

const judgeWikimediaStatus = (answer: ProviderAnswer, now: number, unstatedWait: (now: number) => string): Verdict => {
  if (answer.status === 403 || answer.status === 401) {
    return { kind: 'refused', why: `it answered ${answer.status} (${excerpt(answer)}); check that CUTAWAY_CONTACT names the operator` };
  }
  // A missing page or item is told with status 200, so this is no Action API at all.
  if (answer.status === 404 || answer.status === 410) return { kind: 'refused', why: `it answered ${answer.status}; check its address` };
  return judgeByStatus(answer, now, { unstatedWait, quota: () => ({}) });
};
