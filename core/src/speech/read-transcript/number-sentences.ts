import type { DraftWord } from './draft-word.ts';

/** A longer run without an end of sentence is cut, so that whatever works by sentence has bounded work. */
const LONGEST_SENTENCE = 60;

/** With fewer ends than one in this many words a text counts as unpunctuated, as automatic captions are. */
const UNPUNCTUATED_ABOVE = 100;

/** A silence that ends a sentence where punctuation does not say so, and the fewest words such a sentence has. */
const PAUSE_MS = 600;
const SHORTEST_BY_PAUSE = 4;

const END_MARK = /[.!?…。！？](?:["'”’»)\]]|\s[–—-])*$/u;

/** A full stop that ends no sentence: titles, initials, abbreviations with inner stops (`e.g.`, `U.S.`). */
const ABBREVIATION =
  /^["'“‘(]*(?:(?:mr|mrs|ms|dr|prof|rev|hon|gen|col|capt|lt|sgt|sen|rep|gov|st|mt|no|vs|jr|sr|inc|ltd|co|dept|approx|fig|vol)\.|\p{L}\.|(?:\p{L}\.){2,})$/iu;

const startsSentence = (text: string): boolean => /^[^\p{L}\p{N}]*[\p{Lu}\p{Lo}\p{N}]/u.test(text);

const endsByMark = (text: string, next: string | undefined): boolean =>
  END_MARK.test(text) && (next === undefined || (startsSentence(next) && !ABBREVIATION.test(text)));

/**
 * @returns for each word the index of its sentence: by line ends and punctuation; where a text has next to none, by pauses;
 * and after 60 words in any case
 */
export const numberSentences = (words: readonly DraftWord[]): number[] => {
  const marked = words.filter((word, index) => word.endsSentence || endsByMark(word.text, words[index + 1]?.text)).length;
  const byPause = marked * UNPUNCTUATED_ABOVE < words.length;
  let sentence = 0;
  let length = 0;
  return words.map((word, index) => {
    const own = sentence;
    const next = words[index + 1];
    length++;
    const pause = byPause && length >= SHORTEST_BY_PAUSE && next !== undefined && next.startMs - word.endMs >= PAUSE_MS;
    if (word.endsSentence || endsByMark(word.text, next?.text) || pause || length >= LONGEST_SENTENCE) {
      sentence++;
      length = 0;
    }
    return own;
  });
};
