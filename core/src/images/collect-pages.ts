import { done, type Outcome } from '../platform/outcome.ts';

export interface ResultPage<Item> {
  readonly items: readonly Item[];
  /** Whether the provider says that there is another page. */
  readonly more: boolean;
}

export interface Paging<Item> {
  /** How many different items are wanted. */
  readonly limit: number;
  readonly idOf: (item: Item) => string;
  /** @param page from 1 */
  readonly fetchPage: (page: number) => Promise<Outcome<ResultPage<Item>>>;
}

/** Whatever a provider says, nobody reads further than this for one entity. */
const MOST_PAGES = 5;

/**
 * Reads pages until there is enough. Results move while they are read (a new photo pushes the last of one page to the next),
 * so an item seen before is left out; a page without anything new ends it, as some providers announce pages they do not have.
 * What was read before a later page fails is kept.
 */
export const collectPages = async <Item>({ limit, idOf, fetchPage }: Paging<Item>): Promise<Outcome<readonly Item[]>> => {
  const found = new Map<string, Item>();
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const answered = await fetchPage(page);
    if (answered.outcome !== 'done') return found.size > 0 ? done([...found.values()]) : answered;
    const before = found.size;
    for (const item of answered.value.items) if (!found.has(idOf(item))) found.set(idOf(item), item);
    if (found.size >= limit || !answered.value.more || found.size === before) break;
  }
  return done([...found.values()].slice(0, limit));
};
