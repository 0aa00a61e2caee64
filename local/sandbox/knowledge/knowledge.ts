import { learnClassNames } from './class-names.ts';
import { disambiguationPages } from './disambiguation.ts';
import type { Item } from './item.ts';
import { loadSlice } from './load-slice.ts';
import { NameIndex } from './name-index.ts';
import { TextIndex } from './text-index.ts';

/**
 * What the sandbox knows: the slice of Wikidata, and what a real knowledge base would have beside it and the slice leaves
 * out: items for classes that are named only, and disambiguation pages for names that several items bear.
 */
export interface Knowledge {
  /** Real ones first, in the order of the slice. */
  readonly items: readonly Item[];
  readonly byQid: ReadonlyMap<string, Item>;
  /** By title of the English article. */
  readonly byArticle: ReadonlyMap<string, Item>;
  readonly names: NameIndex;
  readonly text: TextIndex;
  /** @returns the Q-id of a class or occupation, by label */
  classQid(label: string): string | null;
}

/** @param real the items of the slice, or of a part of it */
export const indexKnowledge = (real: readonly Item[]): Knowledge => {
  const classes = learnClassNames(real);
  const articles = new Set(real.flatMap(item => (item.article === null ? [] : [item.article])));
  const names = new NameIndex([...real, ...classes.items]);
  const pages = disambiguationPages(names, articles, real.length + classes.items.length);
  const items = [...real, ...classes.items, ...pages];
  const byArticle = new Map<string, Item>();
  for (const item of items) if (item.article !== null && !byArticle.has(item.article)) byArticle.set(item.article, item);
  return {
    items,
    byQid: new Map(items.map(item => [item.qid, item])),
    byArticle,
    names: new NameIndex(pages, names),
    text: new TextIndex(items),
    classQid: label => classes.qidOf(label),
  };
};

/** Reads and indexes the whole slice; about a second. */
export const loadKnowledge = (): Knowledge => indexKnowledge(loadSlice());
