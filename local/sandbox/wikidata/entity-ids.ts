import type { Item } from '../knowledge/item.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';

/** Q-ids from here on are redirects of the real items, by their position: merged items keep answering under their old id. */
const FIRST_REDIRECT = 2_100_000_000;

/** Largest number of an item: ids are 32-bit integers. */
const LARGEST = 2_147_483_647;

/** @returns upper-case id, or null where it is none that Wikidata could have */
export const validId = (id: string): string | null => {
  const match = /^[QP]([1-9]\d*)$/i.exec(id.trim());
  return match !== null && Number(match[1]) <= LARGEST ? id.trim().toUpperCase() : null;
};

/** @returns the item an id leads to, and whether by a redirect; null where there is none */
export const findItem = (knowledge: Knowledge, id: string): { item: Item; isRedirect: boolean } | null => {
  const direct = knowledge.byQid.get(id);
  if (direct !== undefined) return { item: direct, isRedirect: false };
  const target = knowledge.items[Number(id.slice(1)) - FIRST_REDIRECT];
  return target?.origin === 'real' ? { item: target, isRedirect: true } : null;
};
