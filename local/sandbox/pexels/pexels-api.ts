import { jsonReply, type Exchange, type Reply, type Room } from '../server/exchange.ts';
import { numberIn } from '../stock/number-in.ts';
import type { StockShelf } from '../stock/stock-shelf.ts';
import type { Orientation } from '../stock/stock-photo.ts';
import type { World } from '../world.ts';
import { admit, quotaHeaders } from './pexels-gate.ts';
import { pexelsPhoto } from './pexels-json.ts';

/** What `total_results` never exceeds. */
const MOST_RESULTS = 8_000;

const LARGEST_PAGE = 80;

/** Least megapixels of the sizes that can be asked for. */
const MEGAPIXELS: Readonly<Record<string, number>> = { large: 24, medium: 12, small: 4 };

const orientationIn = (query: URLSearchParams): Orientation | null => {
  const value = query.get('orientation');
  return value === 'landscape' || value === 'portrait' || value === 'square' ? value : null;
};

/** @returns address of another page, its parameters in alphabetical order and a slash before the question mark */
const pageUrl = (world: World, route: string, query: URLSearchParams, page: number, perPage: number): string => {
  const parameters = new URLSearchParams(query);
  parameters.set('page', String(page));
  parameters.set('per_page', String(perPage));
  parameters.sort();
  return `${world.origin}/pexels/v1/${route}/?${parameters.toString()}`;
};

const list = (world: World, shelf: StockShelf, route: 'search' | 'curated', text: string, query: URLSearchParams): object => {
  const page = numberIn(query, 'page', 1, Number.MAX_SAFE_INTEGER);
  const perPage = numberIn(query, 'per_page', 15, LARGEST_PAGE);
  const found = shelf.search(text, page, perPage, orientationIn(query), world.scenarios.of('pexels').moving);
  const total = Math.min(MOST_RESULTS, found.total);
  const least = MEGAPIXELS[query.get('size') ?? ''] ?? 0;
  const photos = (page - 1) * perPage >= total ? [] : found.photos.filter(photo => photo.width * photo.height >= least * 1_000_000);
  return {
    page,
    per_page: perPage,
    photos: photos.map(photo => pexelsPhoto(world, photo)),
    ...(route === 'search' ? { total_results: total } : {}),
    ...(page * perPage < total ? { next_page: pageUrl(world, route, query, page + 1, perPage) } : {}),
    ...(page > 1 ? { prev_page: pageUrl(world, route, query, page - 1, perPage) } : {}),
  };
};

const notFound = (): Reply => jsonReply(404, { status: 404, code: 'Not Found' }, { counted: true });

const answer = (world: World, shelf: StockShelf, { path, query }: Exchange, headers: Record<string, string>): Reply => {
  const ok = (value: object): Reply => jsonReply(200, value, { headers, counted: true });
  const route = path.replace(/^\/v1/, '').replace(/\/+$/, '');
  if (route === '/search') {
    const text = query.get('query') ?? '';
    if (text.trim() === '') return jsonReply(400, { status: 400, code: 'No query param given' }, { counted: true });
    return ok(list(world, shelf, 'search', text, query));
  }
  if (route === '/curated') return ok(list(world, shelf, 'curated', 'curated photographs', query));
  const id = /^\/photos\/(\d+)$/.exec(route)?.[1];
  const photo = id === undefined || world.scenarios.isGone('pexels', id) ? null : shelf.byNumber(Number(id));
  return photo === null ? notFound() : ok(pexelsPhoto(world, photo));
};

/** `https://api.pexels.com`, paths from `/v1`. */
export const pexelsRoom =
  (world: World, shelf: StockShelf): Room =>
  exchange => {
    const admitted = admit(world, exchange);
    return 'granted' in admitted ? answer(world, shelf, exchange, quotaHeaders(admitted)) : admitted;
  };
