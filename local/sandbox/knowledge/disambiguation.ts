import { DISAMBIGUATION, isDisambiguation, type Item } from './item.ts';
import type { NameIndex } from './name-index.ts';

/** First Q-id given to a disambiguation page that is made here. */
const FIRST_MADE_ID = 2_050_000_000;

/** A name that so many items bear gets a page. */
const LEAST_BEARERS = 3;

/**
 * @param taken titles of the articles there are
 * @param from index of the first item made
 * @returns one disambiguation page for every name of three or more items that has none in the slice
 */
export const disambiguationPages = (names: NameIndex, taken: ReadonlySet<string>, from: number): Item[] => {
  const pages: Item[] = [];
  for (const bearers of names.groups()) {
    const items = new Set(bearers.map(name => name.item));
    if (items.size < LEAST_BEARERS || [...items].some(isDisambiguation)) continue;
    const text = (bearers.find(name => name.kind === 'label') ?? bearers[0])?.text ?? '';
    const title = taken.has(text) ? `${text} (disambiguation)` : text;
    if (text.length < 2 || taken.has(title)) continue;
    pages.push({
      index: from + pages.length,
      qid: `Q${FIRST_MADE_ID + pages.length}`,
      label: text,
      aliases: [],
      description: 'Wikimedia disambiguation page',
      instanceOf: [DISAMBIGUATION],
      instanceOfLabels: ['Wikimedia disambiguation page'],
      occupations: [],
      popularity: Math.min(40, 2 + items.size),
      article: title,
      image: null,
      logo: null,
      flag: null,
      leadImage: null,
      origin: 'disambiguation',
    });
  }
  return pages;
};
