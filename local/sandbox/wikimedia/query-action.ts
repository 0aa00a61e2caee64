import { drawInt } from '../draw.ts';
import { ActionError } from './action-error.ts';
import type { ActionParams } from './action-params.ts';
import type { Action } from './action-room.ts';
import { fillPages, type PropModule } from './query-props.ts';

/** A page of a wiki. */
export interface WikiPage {
  readonly pageId: number;
  readonly ns: number;
  readonly title: string;
  /** The page lies on another wiki that shares its files: known here, and missing all the same. */
  readonly isShared?: boolean;
}

/** A page of which nothing is said but that it is asked for: not there, or a redirect that is not followed. */
export interface BarePage {
  readonly ns: number;
  readonly title: string;
  /** Of the redirect; absent where there is no page. */
  readonly pageId?: number;
}

/** What became of a title that was asked for. */
export interface Resolved<P> {
  /** Spaces instead of underscores, capital first. */
  readonly title: string;
  readonly page: P | null;
  /** Title of the page it leads to, where it is a redirect. */
  readonly redirectTo: string | null;
  /** Namespace of the title, also where there is no page. */
  readonly ns: number;
}

/** What `action=query` needs to know of a wiki. */
export interface QuerySite<P extends WikiPage> {
  resolve(title: string): Resolved<P>;
  byPageId(pageId: number): P | null;
  /** Full-text search, best first. */
  search(text: string, namespaces: readonly number[]): readonly P[];
  /** Titles that begin with the text, best first. */
  startingWith(text: string, namespaces: readonly number[]): readonly P[];
  /** Snippet, size and the rest of what `list=search` says of a page. */
  searchHit(page: P, text: string): object;
  readonly props: Readonly<Record<string, PropModule<P>>>;
}

/** CirrusSearch refuses to look further. */
const DEEPEST = 10_000;

/** Page ids of redirects start here. */
const FIRST_REDIRECT_PAGE = 1_000_000_000;

/** Pages in the order of their ids, as MediaWiki returns them. */
const byPageIdOrder = <P extends WikiPage>(pages: readonly P[]): P[] => pages.toSorted((a, b) => a.pageId - b.pageId);

interface PageSet<P> {
  readonly pages: readonly P[];
  /** Positions in the search, 1-based, by page id. */
  readonly indices: ReadonlyMap<number, number>;
  readonly bare: readonly BarePage[];
  /** `normalized` and `redirects`. */
  readonly notes: object;
  /** `offset` of the generator now, and of its next batch; null when there is no generator or no more. */
  readonly generator: { key: string; now: number; next: number | null } | null;
}

const namespacesOf = (params: ActionParams, name: string): readonly number[] => (params.list(name) ?? ['0']).map(Number);

const generate = <P extends WikiPage>(site: QuerySite<P>, params: ActionParams, generator: string): PageSet<P> => {
  const kinds = {
    search: { prefix: 'gsr', find: site.search.bind(site) },
    prefixsearch: { prefix: 'gps', find: site.startingWith.bind(site) },
  };
  if (generator !== 'search' && generator !== 'prefixsearch') {
    throw new ActionError('badvalue', `Unrecognized value for parameter "generator": ${generator}.`);
  }
  const { prefix, find } = kinds[generator];
  const text = params.required(`${prefix}search`);
  const limit = params.count(`${prefix}limit`, 10, 500);
  const offset = params.count(`${prefix}offset`, 0, DEEPEST, 0);
  params.flag('redirects');
  for (const name of ['info', 'prop', 'sort', 'what', 'profile', 'qiprofile', 'interwiki', 'enablerewrites']) params.text(prefix + name);
  const found = offset + limit > DEEPEST ? [] : find(text, namespacesOf(params, `${prefix}namespace`));
  const batch = found.slice(offset, offset + limit);
  return {
    pages: byPageIdOrder(batch),
    indices: new Map(batch.map((page, position) => [page.pageId, offset + 1 + position])),
    bare: [],
    notes: {},
    generator: { key: `${prefix}offset`, now: offset, next: found.length > offset + limit ? offset + limit : null },
  };
};

const lookUp = <P extends WikiPage>(site: QuerySite<P>, params: ActionParams): PageSet<P> => {
  const titles = params.boundedList('titles', 50);
  const followed = params.flag('redirects');
  const byId = params.boundedList('pageids', 50).map(id => site.byPageId(Number(id)));
  const resolved = titles.map(title => ({ asked: title, ...site.resolve(title) }));
  const redirects = resolved.filter(({ redirectTo }) => redirectTo !== null);
  const redirected = followed ? redirects : [];
  const stopped = followed ? [] : redirects;
  const reached = resolved.filter(entry => !stopped.includes(entry)).map(({ page }) => page);
  const pages = [...byId, ...reached].filter(page => page !== null);
  const unique = [...new Map(pages.map(page => [page.pageId, page])).values()];
  const normalized = resolved.filter(({ asked, title }) => asked !== title);
  return {
    pages: byPageIdOrder(unique),
    indices: new Map(),
    bare: [
      ...resolved.filter(({ page }) => page === null).map(({ ns, title }) => ({ ns, title })),
      ...stopped.map(({ ns, title }) => ({ ns, title, pageId: FIRST_REDIRECT_PAGE + drawInt(title, 1_000_000_000) })),
    ],
    notes: {
      ...(normalized.length > 0
        ? { normalized: normalized.map(({ asked, title }) => ({ fromencoded: false, from: asked, to: title })) }
        : {}),
      ...(redirected.length > 0 ? { redirects: redirected.map(({ title, redirectTo }) => ({ from: title, to: redirectTo })) } : {}),
    },
    generator: null,
  };
};

const listSearch = <P extends WikiPage>(site: QuerySite<P>, params: ActionParams): { query: object; next: number | null } => {
  const text = params.required('srsearch');
  const limit = params.count('srlimit', 10, 500);
  const offset = params.count('sroffset', 0, DEEPEST, 0);
  for (const name of ['srinfo', 'srprop', 'srwhat', 'srsort', 'srqiprofile', 'srinterwiki', 'srenablerewrites']) params.text(name);
  const found = site.search(text, namespacesOf(params, 'srnamespace'));
  return {
    query: { searchinfo: { totalhits: found.length }, search: found.slice(offset, offset + limit).map(page => site.searchHit(page, text)) },
    next: found.length > offset + limit ? offset + limit : null,
  };
};

/** `action=query` of a wiki: pages by generator, title or id with properties, and `list=search`. */
export const queryAction =
  <P extends WikiPage>(site: QuerySite<P>): Action =>
  params => {
    const lists = params.list('list') ?? [];
    const search = lists.includes('search') ? listSearch(site, params) : null;
    const generator = params.text('generator');
    const isPageQuery = generator !== null || params.text('titles') !== null || params.text('pageids') !== null;
    const set = generator === null ? lookUp(site, params) : generate(site, params, generator);
    const filled = fillPages(site.props, set.pages, params, set.bare);
    const { generator: batch } = set;
    const after = filled.unfinished ?? (batch?.next == null ? null : { [batch.key]: batch.next, continue: `${batch.key}||` });
    const goesOn = {
      ...(filled.unfinished !== null && batch !== null && batch.now > 0 ? { [batch.key]: batch.now } : {}),
      ...(search?.next == null ? {} : { sroffset: search.next, continue: '-||' }),
      ...after,
    };
    const pages = filled.pages.map(page => {
      const index = 'pageid' in page && typeof page.pageid === 'number' ? set.indices.get(page.pageid) : undefined;
      return index === undefined ? page : { ...page, index };
    });
    const isEmptySearch = generator !== null && pages.length === 0;
    return {
      ...(filled.unfinished === null ? { batchcomplete: true } : {}),
      ...(Object.keys(goesOn).length > 0 ? { continue: goesOn } : {}),
      ...(isEmptySearch ? {} : { query: { ...set.notes, ...search?.query, ...(isPageQuery ? { pages } : {}) } }),
    };
  };
