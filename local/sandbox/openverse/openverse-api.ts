import type { Catalogue } from '../commons/catalogue.ts';
import { searchFiles } from '../commons/search-files.ts';
import { jsonReply, type Exchange, type Reply, type Room } from '../server/exchange.ts';
import type { StockShelf } from '../stock/stock-shelf.ts';
import type { World } from '../world.ts';
import { filterFor, findBadField } from './openverse-filter.ts';
import { admit, CLIENT, tierOf } from './openverse-gate.ts';
import { idOf, licenceOf, recordOf, type Indexed } from './openverse-record.ts';
import { serveThumb } from './openverse-media.ts';

/** Results that can be paged through. */
const DEEPEST = 240;

/** Longest query; the rest is cut off. */
const LONGEST_QUERY = 200;

/** Pictures that can still be asked for by id. */
const REMEMBERED = 50_000;

/** The index, and what it has shown of itself. */
export class OpenverseIndex {
  readonly #world: World;
  readonly #catalogue: Catalogue;
  readonly #shelf: StockShelf;
  readonly #shown = new Map<string, Indexed>();

  constructor(world: World, catalogue: Catalogue, shelf: StockShelf) {
    this.#world = world;
    this.#catalogue = catalogue;
    this.#shelf = shelf;
  }

  /** @returns pictures of Commons and of a photo community in turn: a match of words, not of what is to be seen */
  search(text: string): readonly Indexed[] {
    const files = searchFiles(this.#world.knowledge, this.#catalogue, text).slice(0, DEEPEST);
    const { photos } = this.#shelf.search(text, 1, DEEPEST, null, this.#world.scenarios.of('openverse').moving);
    const found: Indexed[] = [];
    for (let n = 0; n < Math.max(files.length, photos.length); n++) {
      const photo = photos[n];
      const file = files[n];
      if (photo !== undefined) found.push({ from: 'flickr', photo });
      if (file !== undefined) found.push({ from: 'wikimedia', file });
    }
    return found;
  }

  remember(indexed: Indexed): void {
    if (this.#shown.size > REMEMBERED) this.#shown.clear();
    this.#shown.set(idOf(indexed), indexed);
  }

  byId(id: string): Indexed | null {
    return this.#world.scenarios.isGone('openverse', id) ? null : (this.#shown.get(id) ?? null);
  }
}

const badInput = ({ field, message }: { field: string; message: string }, headers: Record<string, string>): Reply =>
  jsonReply(
    400,
    { error: 'InputError', detail: `Invalid input given for fields. '${field}' -> ${message}`, fields: [field] },
    { headers, counted: true },
  );

const search = (world: World, index: OpenverseIndex, exchange: Exchange, headers: Record<string, string>): Reply => {
  const { query } = exchange;
  const bad = findBadField(query);
  if (bad !== null) return badInput(bad, headers);
  const { largestPage, name } = tierOf(exchange);
  const size = Number(query.get('page_size') ?? 20);
  const page = Number(query.get('page') ?? 1);
  if (size > largestPage)
    return jsonReply(401, { detail: `page_size may not exceed ${largestPage} for ${name} requests` }, { headers, counted: true });
  if (!Number.isInteger(size) || size < 1) return badInput({ field: 'page_size', message: 'A valid integer is required.' }, headers);
  if (!Number.isInteger(page) || page < 1) return badInput({ field: 'page', message: 'A valid integer is required.' }, headers);
  if (page * size > DEEPEST)
    return jsonReply(401, { detail: `Pagination depth may not exceed ${DEEPEST} for ${name} requests` }, { headers, counted: true });
  const text = (query.get('q') ?? query.get('title') ?? '').slice(0, LONGEST_QUERY);
  const found = index.search(text).filter(filterFor(query)).slice(0, DEEPEST);
  const results = found.slice((page - 1) * size, page * size).flatMap(indexed => {
    const licence = licenceOf(indexed);
    if (licence === null) return [];
    index.remember(indexed);
    return [recordOf(world, indexed, licence, ['title', 'tags.name'])];
  });
  return jsonReply(
    200,
    { result_count: found.length, page_count: Math.ceil(found.length / size), page_size: size, page, results },
    { headers: { 'cache-control': 'max-age=14400', ...headers }, counted: true },
  );
};

const detail = (world: World, index: OpenverseIndex, id: string, headers: Record<string, string>): Reply => {
  const indexed = index.byId(id);
  const licence = indexed === null ? null : licenceOf(indexed);
  if (indexed === null || licence === null) return jsonReply(404, { detail: 'Not found.' }, { headers, counted: true });
  return jsonReply(200, recordOf(world, indexed, licence, []), { headers, counted: true });
};

const token = ({ query, method }: Exchange): Reply => {
  if (method !== 'POST') return jsonReply(405, { detail: `Method "${method}" not allowed.` });
  const isKnown = query.get('client_id') === CLIENT.id && query.get('client_secret') === CLIENT.secret;
  if (!isKnown || query.get('grant_type') !== 'client_credentials')
    return jsonReply(401, { error: 'invalid_client' }, { verdict: 'key-invalid' });
  return jsonReply(200, { access_token: CLIENT.token, expires_in: 43_200, token_type: 'Bearer', scope: 'read write' });
};

/** `https://api.openverse.org`, with or without `/v1` in front. */
export const openverseRoom =
  (world: World, index: OpenverseIndex): Room =>
  exchange => {
    const route = exchange.path.replace(/^\/v1/, '').replace(/\/+$/, '');
    if (route === '/auth_tokens/token') return token(exchange);
    const thumb = /^\/images\/([0-9a-f-]{36})\/thumb$/.exec(route)?.[1];
    if (thumb !== undefined) return serveThumb(world, index.byId(thumb));
    const admitted = admit(world, exchange);
    if ('refusal' in admitted) return admitted.refusal;
    const { headers } = admitted;
    if (route === '/images') return search(world, index, exchange, headers);
    const id = /^\/images\/([0-9a-f-]{36})$/.exec(route)?.[1];
    if (id !== undefined) return detail(world, index, id, headers);
    if (route === '/rate_limit')
      return jsonReply(
        200,
        { requests_this_minute: null, requests_today: null, rate_limit_model: tierOf(exchange).name, verified: false },
        { headers, counted: true },
      );
    return jsonReply(404, { detail: 'Not found.' }, { headers, counted: true });
  };
