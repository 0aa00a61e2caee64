import type { Taking, WindowRule } from '../control/windows.ts';
import { drawFrom, type NonEmpty } from '../draw.ts';
import { htmlPage, htmlReply, jsonReply, type Exchange, type Reply } from '../server/exchange.ts';
import type { World } from '../world.ts';

/** Default quota. The hourly window shows in no header; how it is counted is not documented, so the stricter way is taken. */
const PEXELS_WINDOWS: readonly WindowRule[] = [
  { name: 'hour', limit: 200, seconds: 3_600, kind: 'sliding' },
  { name: 'month', limit: 20_000, seconds: 30 * 86_400, kind: 'clock' },
];

/** User agents that the proxy in front of Pexels turns away although the key is right. */
const TURNED_AWAY = /^$|^(?:node|undici|axios|got|python-requests|python-urllib|go-http-client|java|libwww-perl)\b/i;

/** @returns the proxy's page for user agents that it does not like, or null */
export const passProxy = (exchange: Exchange): Reply | null =>
  TURNED_AWAY.test(exchange.userAgent)
    ? htmlReply(403, htmlPage('Attention Required! | Cloudflare', 'Sorry, you have been blocked. Error code 1010.'), {
        headers: { server: 'cloudflare', 'cf-ray': '9d1f3c2b7a6e-FRA' },
        verdict: 'client-refused',
      })
    : null;

/** The body of a 429 is documented nowhere: one of three, by the moment. None has quota headers. */
const overQuota = (world: World): Reply => {
  const bodies: NonEmpty<() => Reply> = [
    () => jsonReply(429, { error: 'Rate limit exceeded' }, { verdict: 'over-quota' }),
    () => jsonReply(429, { status: 429, code: 'Too Many Requests' }, { verdict: 'over-quota' }),
    () => htmlReply(429, htmlPage('429 Too Many Requests', 'You are being rate limited.'), { verdict: 'over-quota' }),
  ];
  return drawFrom(String(world.clock.now()), bodies)();
};

export const keyOf = ({ headers }: Pick<Exchange, 'headers'>): string | null => headers.authorization ?? null;

/** @returns the refusal, or how the windows stand after this call was counted */
export const admit = (world: World, exchange: Exchange): Reply | Taking => {
  const refusal = passProxy(exchange);
  if (refusal !== null) return refusal;
  const key = keyOf(exchange);
  if (key === null || !(world.scenarios.of('pexels').keys ?? world.accessKeys.pexels).includes(key) || exchange.fault === 'key-invalid') {
    return jsonReply(401, { error: 'Unauthorized' }, { verdict: 'key-invalid' });
  }
  if (exchange.fault === 'over-quota') return overQuota(world);
  const taking = world.windows.take('pexels', key, world.scenarios.rules('pexels', PEXELS_WINDOWS), world.clock.now());
  return taking.granted ? taking : overQuota(world);
};

/** @returns the headers of successful answers; they describe the month, never the hour */
export const quotaHeaders = (taking: Taking): Record<string, string> => {
  const month = taking.windows.find(window => window.name === 'month');
  if (month === undefined) return {};
  return {
    'x-ratelimit-limit': String(month.limit),
    'x-ratelimit-remaining': String(month.remaining),
    'x-ratelimit-reset': String(Math.floor(month.resetMs / 1_000)),
  };
};
