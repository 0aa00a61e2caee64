import { nameWords } from '../name-forms.ts';
import type { KnowledgeItem } from '../knowledge-base.ts';

/** Longest acronym, letters. */
const LONGEST_ACRONYM = 7;

const initialsOf = (label: string): string =>
  (label.match(/\p{L}[\p{L}'’]*/gu) ?? [])
    .filter(word => /^\p{Lu}/u.test(word))
    .map(word => word.charAt(0))
    .join('');

/** @returns the share of the label's words that the name has, 0–1 */
export const nameCover = (surface: string, { label }: Pick<KnowledgeItem, 'label'>): number => {
  const words = nameWords(label);
  const said = new Set(nameWords(surface));
  return words.length === 0 ? 0 : words.filter(word => said.has(word)).length / words.length;
};

/** @returns whether the name is made of the first letters of the label's words */
export const isAcronymOf = (surface: string, { label }: Pick<KnowledgeItem, 'label'>): boolean => {
  const letters = surface.replaceAll(/[^\p{L}]/gu, '').toUpperCase();
  return letters.length > 1 && letters.length <= LONGEST_ACRONYM && initialsOf(label) === letters;
};
