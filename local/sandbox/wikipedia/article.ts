import type { Catalogue } from '../commons/catalogue.ts';
import type { MediaFile } from '../commons/file.ts';
import type { Item } from '../knowledge/item.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { WikiPage } from '../wikimedia/query-action.ts';

/** A page of the English Wikipedia: an article, or the page of a file. */
export interface WikipediaPage extends WikiPage {
  readonly item: Item | null;
  readonly file: MediaFile | null;
}

/** Page ids of articles start here; the item's position is added. */
const FIRST_PAGE_ID = 10_000;

export const articlePage = (item: Item): WikipediaPage | null =>
  item.article === null ? null : { pageId: FIRST_PAGE_ID + item.index, ns: 0, title: item.article, item, file: null };

export const itemIndexOfArticle = (pageId: number): number => pageId - FIRST_PAGE_ID;

/** @returns spaces instead of underscores, first letter a capital */
export const normalTitle = (title: string): string => {
  const spaced = title.replaceAll('_', ' ').replace(/\s+/g, ' ').trim();
  return spaced.slice(0, 1).toUpperCase() + spaced.slice(1);
};

/**
 * @param title normalised
 * @returns the item whose article it is, or to whose article it redirects: aliases that are nobody's title redirect to the
 * most popular item that bears them
 */
export const findArticle = (knowledge: Knowledge, title: string): { item: Item; isRedirect: boolean } | null => {
  const direct = knowledge.byArticle.get(title);
  if (direct !== undefined) return { item: direct, isRedirect: false };
  const bearers = knowledge.names
    .exact(title)
    .filter(({ text, item }) => normalTitle(text) === title && item.article !== null)
    .map(({ item }) => item)
    .toSorted((a, b) => b.popularity - a.popularity);
  const [target] = bearers;
  return target === undefined ? null : { item: target, isRedirect: true };
};

/** @returns the article's lead image: a free file of Commons, or one that is Wikipedia's own */
export const leadImageOf = (catalogue: Catalogue, item: Item): MediaFile | null => {
  const name = item.leadImage ?? item.image;
  return name === null ? null : catalogue.byName(name);
};
