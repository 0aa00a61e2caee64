import { nextWindow, quotaCount } from '../../platform/provider-http/quota-window.ts';
import type { ProviderAnswer } from '../../platform/provider-http/provider-answer.ts';
import { judgeByStatus, overQuota, type Judge, type Quota } from '../../platform/provider-http/verdict.ts';

/** A month and the slack of its longest neighbours; a reset further away is not believed. */
const FURTHEST_RESET_MS = 40 * 24 * 60 * 60 * 1_000;

/** `X-Ratelimit-Reset` is the second at which the monthly budget starts anew. */
const resetOf = (answer: ProviderAnswer, now: number): string | undefined => {
  const header = answer.header('x-ratelimit-reset');
  const at = header !== null && /^\d{1,12}$/.test(header.trim()) ? Number(header) * 1_000 : Number.NaN;
  return at > now && at - now <= FURTHEST_RESET_MS ? new Date(at).toISOString() : undefined;
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

/**
 * Pexels stands behind Cloudflare, which turns away clients it dislikes with 401 or 403 although their key is good; its answer
 * is a web page, or says who made it.
 */
const isFrontDoor = (answer: ProviderAnswer): boolean =>
  answer.mediaType === 'text/html' || answer.header('server')?.toLowerCase() === 'cloudflare';

/**
 * Its headers tell of the month only, and only on success; a 429 has none. So the last ones are remembered: with nothing left
 * of the month it is the month that is over, otherwise the hour.
 * @param hourMs length of the short window, milliseconds
 */
export const createPexelsJudge = (hourMs: number): Judge => {
  let last: Quota = {};
  return (answer, now) => {
    const { status } = answer;
    if (status === 429) {
      const monthly = last.remaining === 0 && last.resetAt !== undefined && Date.parse(last.resetAt) > now ? last.resetAt : null;
      const verdict = overQuota(answer, now, () => monthly ?? nextWindow(now, hourMs));
      return { ...verdict, stated: verdict.stated || monthly !== null };
    }
    if ((status === 401 || status === 403) && isFrontDoor(answer)) {
      return {
        kind: 'refused',
        why: `its front door answered ${status}, which says nothing of the key; check the User-Agent and the network`,
      };
    }
    const verdict = judgeByStatus(answer, now, { unstatedWait: at => nextWindow(at, hourMs), quota: quotaOf });
    if (verdict.kind === 'usable') last = verdict.quota;
    return verdict;
  };
};
