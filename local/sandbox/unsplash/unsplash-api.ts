import { jsonReply, type Exchange, type Reply, type Room } from '../server/exchange.ts';
import { numberIn } from '../stock/number-in.ts';
import type { Orientation, StockPhoto } from '../stock/stock-photo.ts';
import type { StockShelf } from '../stock/stock-shelf.ts';
import type { World } from '../world.ts';
import { admit, quotaHeaders } from './unsplash-gate.ts';
import { idOf, numberOf } from './unsplash-id.ts';
import { downloadAnswer, unsplashFullPhoto, unsplashPhoto } from './unsplash-json.ts';

const LARGEST_PAGE = 30;
const MOST_RESULTS = 10_000;

/** Beyond this page an answer is empty and says that there are no pages at all (unsplash-js#216). */
const LAST_PAGE = 200;

/** What a query has to contain to be taken for spam. */
const SPAM = 'flagged as spam';

const ORIENTATIONS: Readonly<Record<string, Orientation>> = { landscape: 'landscape', portrait: 'portrait', squarish: 'square' };

type Answer = (value: object, headers?: Record<string, string>) => Reply;

const refused = (status: number, error: string, headers: Record<string, string>): Reply =>
  jsonReply(status, { errors: [error] }, { headers, counted: true });

/** @returns the `Link` header in the order in which it is sent: first, previous, last, next; absent for a single page */
const linkHeader = (world: World, query: URLSearchParams, page: number, perPage: number, pages: number): Record<string, string> => {
  const to = (target: number, rel: string): string => {
    const parameters = new URLSearchParams(query);
    parameters.delete('client_id');
    parameters.set('page', String(target));
    parameters.set('per_page', String(perPage));
    parameters.sort();
    return `<${world.origin}/unsplash/search/photos?${parameters.toString()}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [to(1, 'first'), to(page - 1, 'prev')] : []),
    ...(page < pages ? [to(pages, 'last'), to(page + 1, 'next')] : []),
  ];
  return links.length === 0 ? {} : { link: links.join(', ') };
};

const search = (world: World, shelf: StockShelf, query: URLSearchParams, headers: Record<string, string>, ok: Answer): Reply => {
  const text = query.get('query') ?? '';
  if (text.trim() === '') return refused(400, 'query is missing', headers);
  if (text.toLowerCase().includes(SPAM)) return refused(410, 'Query flagged as spam', headers);
  const shape = query.get('orientation');
  const orientation = shape === null ? null : ORIENTATIONS[shape];
  if (orientation === undefined) return refused(400, 'orientation does not have a valid value', headers);
  const page = numberIn(query, 'page', 1, Number.MAX_SAFE_INTEGER);
  const perPage = numberIn(query, 'per_page', 10, LARGEST_PAGE);
  if (page > LAST_PAGE) return ok({ total: 0, total_pages: 0, results: [] });
  const found = shelf.search(text, page, perPage, orientation, world.scenarios.of('unsplash').moving);
  const total = Math.min(MOST_RESULTS, found.total);
  const pages = Math.ceil(total / perPage);
  return ok(
    { total, total_pages: pages, results: found.photos.map(photo => unsplashPhoto(world, photo)) },
    { 'x-total': String(total), 'x-per-page': String(perPage), ...linkHeader(world, query, page, perPage, pages) },
  );
};

const random = (world: World, shelf: StockShelf, query: URLSearchParams, headers: Record<string, string>, ok: Answer): Reply => {
  if (query.has('username')) return refused(404, "Couldn't find User", headers);
  const count = query.get('count') === null ? null : numberIn(query, 'count', 1, 30);
  const { photos } = shelf.search(query.get('query') ?? 'photograph', 1, count ?? 1, null, true);
  const values = photos.map(photo => unsplashFullPhoto(world, photo));
  const [first] = values;
  if (first === undefined) return refused(404, 'No photos found.', headers);
  return ok(count === null ? first : values);
};

const photoRoute = (world: World, shelf: StockShelf, path: string): { photo: StockPhoto | null; isDownload: boolean } | null => {
  const match = /^\/photos\/([^/]+)(\/download)?$/.exec(path);
  if (match === null) return null;
  const number = numberOf(match[1] ?? '');
  const photo = number === null ? null : shelf.byNumber(number);
  const isGone = photo !== null && world.scenarios.isGone('unsplash', idOf(photo.number));
  return { photo: isGone ? null : photo, isDownload: match[2] !== undefined };
};

const answer = (world: World, shelf: StockShelf, { path, query }: Exchange, quota: Record<string, string>): Reply => {
  const ok: Answer = (value, headers = {}) =>
    jsonReply(200, value, { headers: { 'cache-control': 'no-cache, no-store, must-revalidate', ...quota, ...headers }, counted: true });
  const route = path.replace(/\/+$/, '');
  if (route === '/search/photos') return search(world, shelf, query, quota, ok);
  if (route === '/photos/random') return random(world, shelf, query, quota, ok);
  const asked = photoRoute(world, shelf, route);
  if (asked?.photo == null) return refused(404, "Couldn't find Photo", quota);
  if (!asked.isDownload) return ok(unsplashFullPhoto(world, asked.photo));
  if (query.get('ixid') === null) return { ...refused(400, 'ixid is missing', quota), verdict: 'client-refused' };
  return ok(downloadAnswer(world, asked.photo));
};

/** `https://api.unsplash.com`. */
export const unsplashRoom =
  (world: World, shelf: StockShelf): Room =>
  exchange => {
    const admitted = admit(world, exchange);
    return 'granted' in admitted ? answer(world, shelf, exchange, quotaHeaders(admitted)) : admitted;
  };
