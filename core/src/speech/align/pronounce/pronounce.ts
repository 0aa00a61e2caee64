import type { Phones } from '../model/dictionary.ts';
import { tokenReadings } from './token-readings.ts';
import { variations } from './variations.ts';
import { type Lexicon, wordPronunciations } from './word-pronunciations.ts';

/** Phones of each spoken word of a token: `1962` is three of them, `well-known` two. */
export type Pronunciation = readonly Phones[];

/** Most pronunciations of a token; more cost time and find nothing. */
export const MOST_PRONUNCIATIONS = 8;

/**
 * How a token of the transcript may sound. Every reading gets its likeliest pronunciation in before any gets a second one:
 * the variants of `one thousand nine hundred sixty two` alone would fill all places.
 * @param token with its punctuation
 * @returns 1–8 of them, or none for a token without speech, such as a dash
 */
export const pronounce = (token: string, lexicon: Lexicon): readonly Pronunciation[] => {
  const ways = tokenReadings(token).map(words =>
    variations(
      words.map(word => wordPronunciations(word, lexicon)),
      MOST_PRONUNCIATIONS,
    ).filter(pronunciation => pronunciation.length > 0),
  );
  const chosen = new Map<string, Pronunciation>();
  for (let rank = 0; rank < MOST_PRONUNCIATIONS; rank++) {
    for (const way of ways) {
      const pronunciation = way[rank];
      if (pronunciation !== undefined && chosen.size < MOST_PRONUNCIATIONS) chosen.set(pronunciation.flat().join(' '), pronunciation);
    }
  }
  return [...chosen.values()];
};
