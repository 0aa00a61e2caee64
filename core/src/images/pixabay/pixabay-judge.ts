import type { ProviderAnswer } from '../../platform/provider-http/provider-answer.ts';
import { quotaCount } from '../../platform/provider-http/quota-window.ts';
import { judgeByStatus, overQuota, type Judge, type Quota } from '../../platform/provider-http/verdict.ts';

/** It counts by the minute; older documentation spoke of half an hour. A reset further away is not believed. */
const FURTHEST_RESET_SECONDS = 3_600;
const UNSTATED_WAIT_MS = 60_000;

/** `X-RateLimit-Reset` is the seconds that are left, not a moment. */
const resetOf = (answer: ProviderAnswer, now: number): string | undefined => {
  const seconds = quotaCount(answer.header('x-ratelimit-reset'));
  return seconds === undefined || seconds > FURTHEST_RESET_SECONDS ? undefined : new Date(now + seconds * 1_000).toISOString();
};

const quotaOf = (answer: ProviderAnswer, now: number): Quota => {
  const remaining = quotaCount(answer.header('x-ratelimit-remaining'));
  const limit = quotaCount(answer.header('x-ratelimit-limit'));
  const resetAt = resetOf(answer, now);
  return {
    ...(remaining !== undefined && { remaining }),
    ...(limit !== undefined && { limit }),
    ...(resetAt !== undefined && { resetAt }),
  };
};

/** Reads answers of Pixabay, whose errors are plain text: `[ERROR 400] Invalid or missing API key (…)`. */
export const judgePixabay: Judge = (answer, now) => {
  const unstatedWait = (at: number): string => new Date(at + UNSTATED_WAIT_MS).toISOString();
  if (answer.status === 400 && /API key/i.test(answer.text))
    return { kind: 'key-invalid', why: 'it answered 400: invalid or missing API key' };
  // A page that a shrinking result no longer has is the end of it.
  if (answer.status === 400 && /"page" is out of valid range/.test(answer.text)) return { kind: 'missing', why: 'there is no such page' };
  if (answer.status === 429) {
    const verdict = overQuota(answer, now, unstatedWait);
    const until = verdict.stated ? undefined : resetOf(answer, now);
    return until === undefined ? verdict : { ...verdict, until, stated: true };
  }
  return judgeByStatus(answer, now, { unstatedWait, quota: quotaOf });
};
