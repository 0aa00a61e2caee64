import type { Word } from '../../speech/transcript.ts';

/** The words of a text that nobody timed, each with its UTF-16 offset in that text. */
export interface TextWord extends Pick<Word, 'text' | 'sentence'> {
  readonly start: number;
}

/** A point after one of these ends a word, not a sentence. */
const ABBREVIATIONS = new Set(
  (
    'mr mrs ms dr prof rev hon gov sen rep gen col lt capt sgt maj st ste mt ft no vs etc inc ltd corp co bros jr sr ave blvd rd dept ' +
    'univ assn fig vol pp ed eds approx est jan feb mar apr jun jul aug sep sept oct nov dec e.g i.e a.m p.m u.s u.k u.n d.c'
  ).split(' '),
);
/** Where nothing ends a sentence, as in what a recogniser writes, one is taken to end here. */
const LONGEST_SENTENCE_WORDS = 60;

const CLOSING = /["'”’)\]]+$/u;

const endsSentence = (word: string, next: string | undefined): boolean => {
  const bare = word.replace(CLOSING, '');
  if (/[!?…]$/u.test(bare)) return true;
  if (!bare.endsWith('.')) return false;
  const stem = bare.replace(/\.+$/u, '').replace(/^\W+/u, '').toLowerCase();
  if (/^\p{L}$/u.test(stem) || (next !== undefined && ABBREVIATIONS.has(stem))) return false;
  return true;
};

/** @returns the words of `text` as whitespace parts them, with the sentence each belongs to */
export const textWords = (text: string): readonly TextWord[] => {
  const parts = [...text.matchAll(/\S+/gu)];
  const words: TextWord[] = [];
  let sentence = 0;
  let length = 0;
  for (const [index, part] of parts.entries()) {
    const next = parts[index + 1];
    words.push({ text: part[0], start: part.index, sentence });
    length += 1;
    const gap = next === undefined ? '' : text.slice(part.index + part[0].length, next.index);
    if (gap.includes('\n') || length >= LONGEST_SENTENCE_WORDS || endsSentence(part[0], next?.[0])) {
      sentence += 1;
      length = 0;
    }
  }
  return words;
};
