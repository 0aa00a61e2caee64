import { fold } from '../fold.ts';

const DIGITS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Ids have eleven characters. */
const LENGTH = 11;

/** @param number up to 48 bits @returns the id of a photograph, eleven letters and digits */
export const idOf = (number: number): string => {
  let left = number;
  let id = '';
  while (id.length < LENGTH) {
    id = (DIGITS[left % DIGITS.length] ?? '0') + id;
    left = Math.floor(left / DIGITS.length);
  }
  return id;
};

/** @param idOrSlug an id, or words with one at the end: `red-bicycle-00aB3dE5f7G` @returns its number, or null */
export const numberOf = (idOrSlug: string): number | null => {
  const id = idOrSlug.slice(-LENGTH);
  if (!/^[0-9a-zA-Z]{11}$/.test(id)) return null;
  return Array.from(id).reduce((number, digit) => number * DIGITS.length + DIGITS.indexOf(digit), 0);
};

export const slugOf = (alt: string, id: string): string =>
  `${fold(alt)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')}-${id}`;
