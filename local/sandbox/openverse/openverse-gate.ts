import type { Taking, WindowRule } from '../control/windows.ts';
import { jsonReply, type Exchange, type Reply } from '../server/exchange.ts';
import type { World } from '../world.ts';

/** What the token endpoint gives for the sandbox's own client. */
export const CLIENT = { id: 'sandbox-openverse', secret: 'sandbox-openverse-secret', token: 'sandbox-openverse-token' };

/** A class of callers. */
export interface Tier {
  readonly name: string;
  readonly windows: readonly WindowRule[];
  /** Largest page that may be asked for. */
  readonly largestPage: number;
}

const tier = (name: string, scope: string, perMinute: number, perDay: number, largestPage: number): Tier => ({
  name,
  largestPage,
  windows: [
    { name: `${scope}_burst`, limit: perMinute, seconds: 60, kind: 'sliding' },
    { name: `${scope}_sustained`, limit: perDay, seconds: 86_400, kind: 'sliding' },
  ],
});

/** Production throttles. Source: WordPress/openverse, throttle.py and restricted_features.py. */
const ANONYMOUS = tier('anonymous', 'anon', 20, 200, 20);
const STANDARD = tier('standard', 'oauth2_client_credentials', 100, 10_000, 50);

export const keyOf = ({ headers }: Pick<Exchange, 'headers'>): string | null =>
  /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? null;

export const tierOf = (exchange: Exchange): Tier => (keyOf(exchange) === CLIENT.token ? STANDARD : ANONYMOUS);

const PERIODS: Readonly<Record<number, string>> = { 60: 'min', 3600: 'hour', 86400: 'day' };

/** @returns limits as texts (`20/min`) and what is left, one pair a window, on every answer */
const quotaHeaders = (taking: Taking, rules: readonly WindowRule[]): Record<string, string> =>
  Object.fromEntries(
    taking.windows.flatMap((window, position) => {
      const seconds = rules[position]?.seconds ?? 60;
      return [
        [`x-ratelimit-limit-${window.name}`, `${window.limit}/${PERIODS[seconds] ?? `${seconds}s`}`],
        [`x-ratelimit-available-${window.name}`, String(window.remaining)],
      ];
    }),
  );

/** @returns the refusal, or the headers of this call, which is counted */
export const admit = (world: World, exchange: Exchange): { refusal: Reply } | { headers: Record<string, string> } => {
  if (exchange.fault === 'key-invalid' || (exchange.headers.authorization !== undefined && keyOf(exchange) !== CLIENT.token)) {
    return { refusal: jsonReply(401, { detail: 'Authentication credentials were not provided.' }, { verdict: 'key-invalid' }) };
  }
  const rules = world.scenarios.rules('openverse', tierOf(exchange).windows);
  const taking = world.windows.take(
    'openverse',
    keyOf(exchange) ?? 'anonymous',
    exchange.fault === 'over-quota' ? [] : rules,
    world.clock.now(),
  );
  const headers = quotaHeaders(taking, rules);
  if (taking.granted && exchange.fault !== 'over-quota') return { headers };
  const seconds = Math.max(1, Math.ceil(taking.waitMs / 1_000));
  return {
    refusal: jsonReply(
      429,
      { detail: `Request was throttled. Expected available in ${seconds} second${seconds === 1 ? '' : 's'}.` },
      { headers, verdict: 'over-quota' },
    ),
  };
};
