import type { Taking, WindowRule } from '../control/windows.ts';
import { jsonReply, textReply, type Exchange, type Reply } from '../server/exchange.ts';
import type { World } from '../world.ts';

/** Quota of an application in demo mode; an approved one has 5,000. Counted from the full hour, as its users observe. */
const UNSPLASH_WINDOWS: readonly WindowRule[] = [{ name: 'hour', limit: 50, seconds: 3_600, kind: 'clock' }];

/** @returns the access key of `Authorization: Client-ID …` or, which is discouraged, of the query */
export const keyOf = ({ headers, query }: Pick<Exchange, 'headers' | 'query'>): string | null =>
  /^Client-ID\s+(\S+)$/.exec(headers.authorization ?? '')?.[1] ?? query.get('client_id');

export const quotaHeaders = (taking: Taking): Record<string, string> => {
  const [hour] = taking.windows;
  return hour === undefined ? {} : { 'x-ratelimit-limit': String(hour.limit), 'x-ratelimit-remaining': String(hour.remaining) };
};

const overQuota = (limit: number): Reply =>
  textReply(403, 'Rate Limit Exceeded', {
    headers: { 'x-ratelimit-limit': String(limit), 'x-ratelimit-remaining': '0' },
    verdict: 'over-quota',
  });

/** @returns the refusal, or how the window stands after this call was counted */
export const admit = (world: World, exchange: Exchange): Reply | Taking => {
  const rules = world.scenarios.rules('unsplash', UNSPLASH_WINDOWS);
  const limit = rules[0]?.limit ?? 0;
  const key = keyOf(exchange);
  if (
    key === null ||
    !(world.scenarios.of('unsplash').keys ?? world.accessKeys.unsplash).includes(key) ||
    exchange.fault === 'key-invalid'
  ) {
    return jsonReply(
      401,
      { errors: ['OAuth error: The access token is invalid'] },
      { headers: { 'x-ratelimit-limit': String(limit), 'x-ratelimit-remaining': String(limit) }, verdict: 'key-invalid' },
    );
  }
  if (exchange.fault === 'over-quota') return overQuota(limit);
  const taking = world.windows.take('unsplash', key, rules, world.clock.now());
  return taking.granted ? taking : overQuota(limit);
};
