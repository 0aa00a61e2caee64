import { deflateRawSync } from 'node:zlib';

/** Text that shrinks more than this says the same again and again; the model's authors use the same limit. */
const MOST_COMPRESSED = 2.4;

/** @returns whether a recogniser got stuck: the same words over and over */
export const isLooping = (text: string): boolean => {
  const bytes = Buffer.byteLength(text);
  return bytes > 0 && bytes / deflateRawSync(text).length > MOST_COMPRESSED;
};

/** Words in a phrase that is repeated, at most, and how often somebody may say one in a row. */
const LONGEST_PHRASE = 20;
const MOST_SAID = 3;

/** @returns the words up to where a phrase begins to repeat for good, with the phrase once */
export const withoutLoop = <Word extends { readonly text: string }>(words: readonly Word[]): readonly Word[] => {
  for (let length = 1; length <= Math.min(LONGEST_PHRASE, words.length / 2); length++) {
    let end = words.length;
    while (end > length && words[end - 1]?.text === words[end - 1 - length]?.text) end--;
    const repeated = (words.length - end) / length + 1;
    if (repeated > MOST_SAID) return words.slice(0, end);
  }
  return words;
};
