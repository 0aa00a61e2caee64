import type { WindowRule } from '../control/windows.ts';
import type { ProviderName } from '../control/scenario.ts';
import type { Exchange, Reply } from '../server/exchange.ts';
import { allowedParallel, type Account, type Lane } from '../server/mount.ts';
import type { World } from '../world.ts';
import { sendRefusal } from './envelope.ts';

/** Wikimedia's API limit for a client that says who operates it; the wikis share it. Source: mediawiki.org, Wikimedia_APIs/Rate_limits, 2026. */
const WIKIMEDIA_WINDOWS: readonly WindowRule[] = [{ name: 'minute', limit: 200, seconds: 60, kind: 'sliding' }];

/** An address to write to, or a page: what the policy asks a User-Agent to contain. */
const CONTACT = /https?:\/\/[^\s)]+\.[^\s)]+|[\w.+-]+@[\w-]+\.[\w.-]+/;

/** Library defaults; a contact in them is the library's. */
const LIBRARY = /^(?:node|undici|axios|got|python-requests|python-urllib|aiohttp|go-http-client|java|okhttp|curl|wget|libwww-perl)\b/i;

/** @returns whether the User-Agent names a client and says how to reach its operator */
const namesOperator = (userAgent: string): boolean => CONTACT.test(userAgent) && !LIBRARY.test(userAgent);

const isOverParallel = (world: World, provider: ProviderName, account: Account, lane: Lane, exchange: Exchange): boolean => {
  const allowed = allowedParallel(account, lane);
  return world.scenarios.of(provider).enforceParallel && allowed !== null && exchange.parallel > allowed;
};

/** @returns the refusal of whatever stands before all hosts of Wikimedia, or null when the request may pass, which counts it */
export const passGate = (world: World, provider: ProviderName, lane: Lane, exchange: Exchange): Reply | null => {
  if (!namesOperator(exchange.userAgent) || exchange.fault === 'key-invalid') {
    return sendRefusal(
      403,
      'Please set a user-agent and respect our robot policy https://w.wiki/4wJS. See also https://phabricator.wikimedia.org/T400119.',
      {},
      'client-refused',
    );
  }
  if (exchange.fault === 'over-quota' || isOverParallel(world, provider, 'wikimedia', lane, exchange)) {
    return sendRefusal(
      429,
      'Too many requests. Please respect our robot policy https://w.wiki/4wJS.',
      { 'retry-after': '5' },
      'over-quota',
    );
  }
  if (lane === 'media') return null;
  const taking = world.windows.take('wikimedia', exchange.userAgent, world.scenarios.rules(provider, WIKIMEDIA_WINDOWS), world.clock.now());
  if (taking.granted) return null;
  const seconds = String(Math.max(1, Math.ceil(taking.waitMs / 1_000)));
  return sendRefusal(
    429,
    'Too many requests. Please respect our robot policy https://w.wiki/4wJS.',
    { 'retry-after': seconds },
    'over-quota',
  );
};
