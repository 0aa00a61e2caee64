import type { NameWord } from './name-recogniser.ts';

/** The unit the name model labels: letters with one inner apostrophe, digits, or one mark. */
export interface NameToken {
  readonly text: string;
  /** UTF-16 offsets into the words' texts joined by one space. */
  readonly start: number;
  readonly end: number;
  /** Index of the word it is part of. */
  readonly word: number;
  readonly sentence: number;
}

const CONTRACTION = String.raw`['’](?:s|t|re|ve|ll|m|d)(?!\p{L})`;
const LETTERS = String.raw`\p{L}[\p{L}\p{M}\p{Cf}]*`;

/** The splitting the model was trained on, with combining marks and invisible characters kept inside their word. */
const TOKEN = new RegExp(`${CONTRACTION}|${LETTERS}(?:['’](?!(?:s|t|re|ve|ll|m|d)(?!\\p{L}))${LETTERS})?|\\p{N}+|[^\\s\\p{Cf}]`, 'giu');

/** @returns the tokens of all words, in order */
export const nameTokens = (words: readonly NameWord[]): readonly NameToken[] => {
  const tokens: NameToken[] = [];
  let offset = 0;
  for (const [word, { text, sentence }] of words.entries()) {
    for (const match of text.matchAll(TOKEN)) {
      const start = offset + match.index;
      tokens.push({ text: match[0], start, end: start + match[0].length, word, sentence });
    }
    offset += text.length + 1;
  }
  return tokens;
};
