import type { ProviderAnswer } from '../../platform/provider-http/provider-answer.ts';
import { nextWindow, quotaCount } from '../../platform/provider-http/quota-window.ts';
import { judgeByStatus, overQuota, type Judge, type Quota } from '../../platform/provider-http/verdict.ts';

const quotaOf = (answer: ProviderAnswer): Quota => {
  const remaining = quotaCount(answer.header('x-ratelimit-remaining'));
  const limit = quotaCount(answer.header('x-ratelimit-limit'));
  return { ...(remaining !== undefined && { remaining }), ...(limit !== undefined && { limit }) };
};

/** Over quota is said with 403 and bare words that are no JSON; a permission that is lacking is said with 403 too. */
const isOverQuota = (answer: ProviderAnswer): boolean =>
  answer.status === 403 && (answer.text.trim() === 'Rate Limit Exceeded' || quotaCount(answer.header('x-ratelimit-remaining')) === 0);

/**
 * Reads answers of Unsplash, which counts by the hour and says neither when the next one begins nor how long to wait.
 * @param hourMs length of its window, milliseconds
 */
export const createUnsplashJudge = (hourMs: number): Judge => {
  const unstatedWait = (now: number): string => nextWindow(now, hourMs);
  return (answer, now) => {
    if (isOverQuota(answer)) return overQuota(answer, now, unstatedWait);
    if (answer.status === 410) return { kind: 'missing', why: 'it takes these words for spam' };
    return judgeByStatus(answer, now, { unstatedWait, quota: quotaOf });
  };
};
