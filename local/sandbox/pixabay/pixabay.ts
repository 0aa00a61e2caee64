import type { Taking, WindowRule } from '../control/windows.ts';
import { htmlPage, htmlReply, jsonReply, textReply, type Exchange, type Reply, type Room } from '../server/exchange.ts';
import type { Mount } from '../server/mount.ts';
import { inventedPage } from '../stock/invented-page.ts';
import { servePhoto } from '../stock/serve-photo.ts';
import type { Orientation } from '../stock/stock-photo.ts';
import { StockShelf } from '../stock/stock-shelf.ts';
import type { World } from '../world.ts';
import { pixabayHit } from './pixabay-json.ts';

/** Requests a key has. Source: pixabay.com/api/docs. */
const PIXABAY_WINDOWS: readonly WindowRule[] = [{ name: 'minute', limit: 100, seconds: 60, kind: 'sliding' }];

/** What can be paged through, whatever `total` says. */
const MOST_HITS = 500;

const PAGE_SIZE = { least: 3, usual: 20, most: 200 };

const ORIENTATIONS: Readonly<Record<string, Orientation | null>> = { all: null, horizontal: 'landscape', vertical: 'portrait' };

const keyOf = ({ query }: Pick<Exchange, 'query'>): string | null => query.get('key');

const quotaHeaders = (taking: Taking, now: number): Record<string, string> => {
  const [minute] = taking.windows;
  if (minute === undefined) return {};
  return {
    'x-ratelimit-limit': String(minute.limit),
    'x-ratelimit-remaining': String(minute.remaining),
    'x-ratelimit-reset': String(Math.max(0, Math.ceil((minute.resetMs - now) / 1_000))),
  };
};

const bad = (text: string, headers: Record<string, string>): Reply => textReply(400, `[ERROR 400] ${text}`, { headers, counted: true });

const search = (world: World, shelf: StockShelf, query: URLSearchParams, headers: Record<string, string>): Reply => {
  const text = query.get('q') ?? '';
  if (text.length > 100) return bad('"q" is longer than 100 characters.', headers);
  const shape = ORIENTATIONS[query.get('orientation') ?? 'all'];
  if (shape === undefined) return bad('"orientation" has an invalid value.', headers);
  const page = Number(query.get('page') ?? 1);
  const asked = Number(query.get('per_page') ?? PAGE_SIZE.usual);
  if (!Number.isInteger(asked) || asked < PAGE_SIZE.least || asked > PAGE_SIZE.most)
    return bad('"per_page" is out of valid range.', headers);
  const found = shelf.search(text === '' ? 'photograph' : text, page, asked, shape, world.scenarios.of('pixabay').moving);
  const reachable = Math.min(MOST_HITS, found.total);
  if (!Number.isInteger(page) || page < 1 || (page > 1 && (page - 1) * asked >= reachable))
    return bad('"page" is out of valid range.', headers);
  const hits = found.photos.slice(0, reachable - (page - 1) * asked);
  return jsonReply(
    200,
    { total: found.total, totalHits: reachable, hits: hits.map(photo => pixabayHit(world, photo)) },
    { headers, counted: true },
  );
};

const byId = (world: World, shelf: StockShelf, id: string, headers: Record<string, string>): Reply => {
  const photo = world.scenarios.isGone('pixabay', id) ? null : shelf.byNumber(Number(id));
  const hits = photo === null ? [] : [pixabayHit(world, photo)];
  return jsonReply(200, { total: hits.length, totalHits: hits.length, hits }, { headers, counted: true });
};

const apiRoom =
  (world: World, shelf: StockShelf): Room =>
  exchange => {
    const key = keyOf(exchange);
    if (
      key === null ||
      !(world.scenarios.of('pixabay').keys ?? world.accessKeys.pixabay).includes(key) ||
      exchange.fault === 'key-invalid'
    ) {
      return textReply(400, '[ERROR 400] Invalid or missing API key (https://pixabay.com/api/docs/).', { verdict: 'key-invalid' });
    }
    const now = world.clock.now();
    const rules = world.scenarios.rules('pixabay', PIXABAY_WINDOWS);
    const taking = exchange.fault === 'over-quota' ? null : world.windows.take('pixabay', key, rules, now);
    if (taking?.granted !== true) {
      const headers =
        taking === null
          ? { 'x-ratelimit-limit': String(rules[0]?.limit ?? 0), 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '30' }
          : quotaHeaders(taking, now);
      return textReply(429, '[ERROR 429] API rate limit exceeded', { headers, verdict: 'over-quota' });
    }
    const id = exchange.query.get('id');
    const headers = quotaHeaders(taking, now);
    return id === null ? search(world, shelf, exchange.query, headers) : byId(world, shelf, id, headers);
  };

const PICTURE = /-(\d+)_(150|180|340|640|960|1280)\.jpg$/;

const mediaRoom =
  (world: World, shelf: StockShelf): Room =>
  ({ path }) => {
    const [, id, side] = PICTURE.exec(path) ?? [];
    const photo = id === undefined || world.scenarios.isGone('pixabay', id) ? null : shelf.byNumber(Number(id));
    if (photo === null) return htmlReply(404, htmlPage('404', 'There is no such picture.'));
    return servePhoto(world, photo, 'Pixabay', new URLSearchParams({ w: String(side), h: String(side), fit: 'max' }));
  };

/** `https://pixabay.com/api/` and its hosts. */
export const mountPixabay = (world: World): Mount[] => {
  const shelf = new StockShelf('pixabay', world.knowledge, world.memoryOf('pixabay'));
  const of = { provider: 'pixabay', account: 'pixabay' } as const;
  return [
    { ...of, prefix: '/pixabay', lane: 'api', room: apiRoom(world, shelf), keyOf },
    { ...of, prefix: '/cdn.pixabay', lane: 'media', room: mediaRoom(world, shelf) },
    { ...of, prefix: '/www.pixabay', lane: 'media', room: inventedPage('Pixabay') },
  ];
};
