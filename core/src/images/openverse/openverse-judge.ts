import type { ProviderAnswer } from '../../platform/provider-http/provider-answer.ts';
import { quotaCount } from '../../platform/provider-http/quota-window.ts';
import { excerpt, judgeByStatus, overQuota, type Judge, type Quota } from '../../platform/provider-http/verdict.ts';

/** After a 429 that says nothing of how long: its short window is a minute. */
const UNSTATED_WAIT_MS = 60_000;
const LONGEST_WAIT_SECONDS = 24 * 60 * 60;

/**
 * Every answer says how each window of the caller's class stands, limits as text: `200/day`. The ledger keeps the day by
 * what is said here, so that the class we are really in counts: registered clients have been treated as anonymous
 * (WordPress/openverse#5613).
 */
const quotaOf = (answer: ProviderAnswer): Quota => {
  for (const [name, value] of answer.headers) {
    const scope = /^x-ratelimit-limit-(.+_sustained)$/i.exec(name)?.[1];
    const limit = scope === undefined ? undefined : quotaCount(/^(\d+)\/day$/.exec(value)?.[1] ?? null);
    if (scope === undefined || limit === undefined) continue;
    const remaining = quotaCount(answer.header(`x-ratelimit-available-${scope}`));
    return { limit, ...(remaining !== undefined && { remaining }) };
  }
  return {};
};

/** `Request was throttled. Expected available in 37 seconds.` @returns ISO 8601, or null where it does not say */
const availableAt = (answer: ProviderAnswer, now: number): string | null => {
  const seconds = Number(/available in (\d{1,6}) seconds?/.exec(answer.text)?.[1] ?? Number.NaN);
  return seconds <= LONGEST_WAIT_SECONDS ? new Date(now + seconds * 1_000).toISOString() : null;
};

/** A page that is too large or too deep for the caller's class is refused with 401, which says nothing of the key. */
const isTooMuch = ({ status, text }: ProviderAnswer): boolean => status === 401 && /may not exceed/.test(text);

/** Reads answers of Openverse. */
export const judgeOpenverse: Judge = (answer, now) => {
  const unstatedWait = (): string => new Date(now + UNSTATED_WAIT_MS).toISOString();
  if (isTooMuch(answer)) return { kind: 'refused', why: `it answered 401: ${excerpt(answer)}` };
  if (answer.status === 429) {
    const verdict = overQuota(answer, now, unstatedWait);
    const until = verdict.stated ? null : availableAt(answer, now);
    return until === null ? verdict : { ...verdict, until, stated: true };
  }
  return judgeByStatus(answer, now, { unstatedWait, quota: quotaOf });
};
