import { plainText } from '../../platform/plain-text.ts';
import { maskUnspoken } from './mask-unspoken.ts';

/** A spoken word with its punctuation, and where in the text it begins. */
export interface SpokenToken {
  readonly text: string;
  readonly offset: number;
}

/** As `Word.text` allows. */
export const LONGEST_WORD = 200;

/** Something a voice can say; a dash or a quotation mark alone is not. */
const SAYABLE = /[\p{L}\p{N}&%$€£+=@]/u;

/** @returns whether a voice can say it */
export const isSayable = (text: string): boolean => SAYABLE.test(text);

/** Scripts written without spaces between words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

const piecesOf = ({ text, offset }: SpokenToken, language: string): SpokenToken[] => {
  if (!UNSPACED.test(text)) return [{ text, offset }];
  const segments = new Intl.Segmenter(language, { granularity: 'word' }).segment(text);
  return [...segments].map(({ segment, index }) => ({ text: segment, offset: offset + index }));
};

const spaced = (text: string): SpokenToken[] => [...text.matchAll(/\S+/gu)].map(match => ({ text: match[0], offset: match.index }));

/**
 * The words of a text. Sound descriptions and speaker names are left out; punctuation that stands alone goes with the word
 * before it, as a reader would see it.
 * @param language BCP 47; only scripts without spaces need it
 */
export const spokenTokens = (text: string, language: string): SpokenToken[] => {
  const tokens: SpokenToken[] = [];
  for (const piece of spaced(maskUnspoken(text)).flatMap(token => piecesOf(token, language))) {
    const clean = plainText(piece.text);
    const before = tokens.at(-1);
    if (isSayable(clean)) tokens.push({ text: clean, offset: piece.offset });
    else if (before && clean !== '' && before.text.length + clean.length < LONGEST_WORD) {
      tokens[tokens.length - 1] = { text: `${before.text} ${clean}`, offset: before.offset };
    }
  }
  return tokens;
};
