/** What the model reads as token type: the letter case of a word. The numbers are those it was trained with. */
export const LETTER_CASE = { unknown: 0, noLetter: 1, lower: 2, title: 3, upper: 4, mixed: 5 } as const;
export type LetterCase = (typeof LETTER_CASE)[keyof typeof LETTER_CASE];

const LETTER = /\p{L}/u;
const CAPITAL = /[\p{Lu}\p{Lt}]/u;

/** @returns the case class of one token */
export const letterCase = (token: string): LetterCase => {
  if (!LETTER.test(token)) return LETTER_CASE.noLetter;
  const lower = token.toLowerCase();
  if (token === lower) return LETTER_CASE.lower;
  if (token.length > 1 && token === token.toUpperCase()) return LETTER_CASE.upper;
  const [first = ''] = token;
  return CAPITAL.test(first) && token.slice(first.length) === lower.slice(first.length) ? LETTER_CASE.title : LETTER_CASE.mixed;
};

/** Below this share of capitalised words a text was written by a recogniser; above the other, case says nothing about names. */
const LEAST_CAPITALS = 0.02;
const MOST_CAPITALS = 0.4;
/** A short text may be one name: only a text this long can have too many capitals, in words. */
const LONG_TEXT = 25;

/** @returns whether the capitals of a text tell names from other words */
export const hasUsefulCase = (tokens: readonly string[]): boolean => {
  const words = tokens.filter(token => LETTER.test(token));
  const capitalised = words.filter(word => CAPITAL.test(word.charAt(0))).length;
  if (words.length < LONG_TEXT) return capitalised > 0 && words.some(word => word !== word.toUpperCase());
  return capitalised >= LEAST_CAPITALS * words.length && capitalised <= MOST_CAPITALS * words.length;
};
