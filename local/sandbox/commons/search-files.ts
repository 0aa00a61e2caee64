import type { Item } from '../knowledge/item.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Catalogue } from './catalogue.ts';
import type { MediaFile } from './file.ts';
import { parseSearch, type SearchQuery } from './search-query.ts';

/** Items whose files are looked through for one search. */
const ITEMS_LOOKED_AT = 40;

const itemsFor = (knowledge: Knowledge, query: SearchQuery): readonly Item[] => {
  if (query.statements.length > 0) {
    const wanted = query.statements.flat().map(({ value }) => (value === null ? undefined : knowledge.byQid.get(value)));
    return [...new Set(wanted.filter(item => item !== undefined))];
  }
  const inCategories = query.categories.flatMap(category => {
    const about = category.replace(/^.* (?:of|about|in) /u, '');
    return [...knowledge.names.exact(category), ...knowledge.names.exact(about)].map(name => name.item);
  });
  const byText = query.text === '' ? [] : knowledge.text.search(query.text).map(hit => hit.item);
  return [...new Set([...inCategories, ...byText])].slice(0, ITEMS_LOOKED_AT);
};

/** @returns files of Commons, best first; where no file has all the words, those that have half of them */
export const searchFiles = (knowledge: Knowledge, catalogue: Catalogue, text: string): readonly MediaFile[] => {
  const query = parseSearch(text);
  const files = itemsFor(knowledge, query)
    .flatMap(item => catalogue.filesOf(item))
    .filter(file => file.repository === 'commons');
  const fitting = files.filter(query.fits);
  return fitting.length > 0 ? fitting : files.filter(query.nearlyFits);
};
