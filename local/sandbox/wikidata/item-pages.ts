import { wordsOf } from '../fold.ts';
import type { Item } from '../knowledge/item.ts';
import { escapeHtml } from '../server/exchange.ts';
import type { QuerySite, WikiPage } from '../wikimedia/query-action.ts';
import type { World } from '../world.ts';
import { classQidsOf } from './claims.ts';
import { findItem, validId } from './entity-ids.ts';
import { itemPageId, lastRevision, modifiedAt } from './entity-json.ts';

interface ItemPage extends WikiPage {
  readonly item: Item;
}

const pageOf = (item: Item): ItemPage => ({ pageId: itemPageId(item), ns: 0, title: item.qid, item });

const STATEMENT = /(-?)haswbstatement:"?([^\s"]+)"?/g;

/** @returns words with the `haswbstatement:P31=…` parts taken out, and whether an item meets those */
const parse = (world: World, text: string): { words: string; meets: (item: Item) => boolean } => {
  const conditions = [...text.matchAll(STATEMENT)].map(([, minus, value = '']) => {
    const wanted = value.split('|').map(part => part.split('=', 2));
    return (item: Item): boolean => {
      const classes = classQidsOf(item, world.knowledge);
      const holds = wanted.some(
        ([property, qid]) => property === 'P31' && (qid === undefined ? classes.length > 0 : classes.includes(qid)),
      );
      return minus === '-' ? !holds : holds;
    };
  });
  return { words: text.replace(STATEMENT, ' '), meets: item => conditions.every(condition => condition(item)) };
};

const marked = (text: string, asked: string): string => {
  const words = new Set(wordsOf(asked));
  return text
    .split(' ')
    .map(word => (words.has(wordsOf(word)[0] ?? '') ? `<span class="searchmatch">${escapeHtml(word)}</span>` : escapeHtml(word)))
    .join(' ');
};

/** The pages of Wikidata: its items. */
export const itemPages = (world: World): QuerySite<ItemPage> => ({
  resolve: title => {
    const id = validId(title);
    const found = id === null ? null : findItem(world.knowledge, id);
    return {
      title: id ?? title,
      page: found === null ? null : pageOf(found.item),
      redirectTo: found?.isRedirect === true ? found.item.qid : null,
      ns: 0,
    };
  },
  byPageId: pageId => {
    const item = world.knowledge.items.find(candidate => itemPageId(candidate) === pageId);
    return item === undefined ? null : pageOf(item);
  },
  search: (text, namespaces) => {
    if (!namespaces.includes(0)) return [];
    const { words, meets } = parse(world, text);
    return world.knowledge.text
      .search(words)
      .map(hit => hit.item)
      .filter(meets)
      .map(pageOf);
  },
  startingWith: text => world.knowledge.names.startingWith(text).map(name => pageOf(name.item)),
  searchHit: (page, text) => ({
    ns: 0,
    title: page.title,
    pageid: page.pageId,
    size: 4_000 + page.item.popularity * 100,
    wordcount: 200 + page.item.popularity,
    snippet: marked(`${page.item.label}: ${page.item.description}`, text),
    timestamp: modifiedAt(page.item),
  }),
  props: {
    info: {
      prepare: params => {
        params.text('inprop');
        return ({ item }) => ({
          contentmodel: 'wikibase-item',
          pagelanguage: 'en',
          touched: modifiedAt(item),
          lastrevid: lastRevision(item),
        });
      },
    },
  },
});
