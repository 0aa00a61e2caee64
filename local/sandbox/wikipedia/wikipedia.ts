import type { Catalogue } from '../commons/catalogue.ts';
import { FILE, isFileTitle, normalFileTitle } from '../commons/file-pages.ts';
import type { Mount } from '../server/mount.ts';
import { escapeHtml } from '../server/exchange.ts';
import { modifiedAt } from '../wikidata/entity-json.ts';
import { actionRoom } from '../wikimedia/action-room.ts';
import { queryAction, type QuerySite, type Resolved } from '../wikimedia/query-action.ts';
import type { World } from '../world.ts';
import { articlePage, findArticle, itemIndexOfArticle, normalTitle, type WikipediaPage } from './article.ts';
import { articleProps, lengthOf } from './article-props.ts';
import { extractOf } from './article-text.ts';
import { restRoom } from './rest-room.ts';

const resolve = (world: World, catalogue: Catalogue, asked: string): Resolved<WikipediaPage> => {
  if (isFileTitle(asked)) {
    const title = normalFileTitle(asked);
    const file = catalogue.byName(title.slice('File:'.length));
    const page = file === null ? null : { pageId: file.pageId, ns: FILE, title, item: null, file, isShared: file.repository === 'commons' };
    return { title, page, redirectTo: null, ns: FILE };
  }
  const title = normalTitle(asked);
  const found = findArticle(world.knowledge, title);
  const isGone = found !== null && world.scenarios.isGone('wikipedia', found.item.article ?? '');
  const page = found === null || isGone ? null : articlePage(found.item);
  return { title, page, redirectTo: page !== null && found?.isRedirect === true ? page.title : null, ns: 0 };
};

const articles = (world: World, catalogue: Catalogue): QuerySite<WikipediaPage> => ({
  resolve: asked => resolve(world, catalogue, asked),
  byPageId: pageId => {
    const item = world.knowledge.items[itemIndexOfArticle(pageId)];
    return item === undefined ? null : articlePage(item);
  },
  search: (text, namespaces) => {
    const hits = namespaces.includes(0) ? world.knowledge.text.search(text) : [];
    return hits.map(hit => articlePage(hit.item)).filter(page => page !== null);
  },
  startingWith: (text, namespaces) => {
    const names = namespaces.includes(0) ? world.knowledge.names.startingWith(text) : [];
    const items = [...new Set(names.map(name => name.item))].toSorted((a, b) => b.popularity - a.popularity);
    return items.map(articlePage).filter(page => page !== null);
  },
  searchHit: ({ item, ...page }) => ({
    ns: page.ns,
    title: page.title,
    pageid: page.pageId,
    size: item === null ? 0 : lengthOf(item, world),
    wordcount: item === null ? 0 : Math.round(lengthOf(item, world) / 7),
    snippet: item === null ? '' : escapeHtml(extractOf(item, world.knowledge, { isPlain: true, sentences: 1, characters: 200 })),
    timestamp: item === null ? '' : modifiedAt(item),
  }),
  props: articleProps(world, catalogue),
});

export const mountWikipedia = (world: World, catalogue: Catalogue): Mount[] => [
  {
    prefix: '/wikipedia/w/api.php',
    provider: 'wikipedia',
    account: 'wikimedia',
    lane: 'api',
    room: actionRoom(world, 'wikipedia', { query: queryAction(articles(world, catalogue)) }),
  },
  { prefix: '/wikipedia/api/rest_v1', provider: 'wikipedia', account: 'wikimedia', lane: 'api', room: restRoom(world, catalogue) },
  { prefix: '/wikimedia/api/rest_v1', provider: 'wikipedia', account: 'wikimedia', lane: 'api', room: restRoom(world, catalogue) },
];
