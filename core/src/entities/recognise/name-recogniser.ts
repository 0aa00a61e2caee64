import type { Word } from '../../speech/transcript.ts';

/** Person; place; organisation; any other name (work, product, event). */
export const NAME_TYPES = ['PER', 'LOC', 'ORG', 'MISC'] as const;
export type NameType = (typeof NAME_TYPES)[number];

/** A name found in running words. */
export interface RecognisedName {
  /** Index of its first and last word, both inclusive. */
  readonly fromWord: number;
  readonly toWord: number;
  /** UTF-16 offsets into the words' texts joined by one space; narrower than the words, which may carry punctuation. */
  readonly start: number;
  readonly end: number;
  readonly surface: string;
  readonly type: NameType;
  /** Mean probability of the labels chosen, 0–1. */
  readonly confidence: number;
}

/** What a recogniser reads of a word. */
export type NameWord = Pick<Word, 'text' | 'sentence'>;

/** Finds names in the words of one talk, cased or as a recogniser writes them, in order and never overlapping. */
export interface NameRecogniser {
  recognise(words: readonly NameWord[]): Promise<readonly RecognisedName[]>;
}
