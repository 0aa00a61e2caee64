import * as z from 'zod';

/** `words.json`: in how many of a sample of item descriptions a word occurs; rarer ones are left out. */
export const WordCounts = z.object({
  version: z.literal(1),
  descriptions: z.int().positive(),
  words: z.record(z.string(), z.int().positive()),
});
export type WordCounts = z.infer<typeof WordCounts>;

/** Stands for a word that is rarer than the list's rarest. */
const RARE_COUNT = 2;

/** @returns the distinct words of a text with three letters or more, lower case */
export const wordsOf = (text: string): ReadonlySet<string> => new Set(text.toLowerCase().match(/\p{L}{3,}/gu) ?? []);

/** @returns how much it says that a word occurs: a tenth of its inverse document frequency */
export const wordWeigher = (counts: WordCounts): ((word: string) => number) => {
  const table = new Map(Object.entries(counts.words));
  return word => Math.log(counts.descriptions / (table.get(word) ?? RARE_COUNT)) / 10;
};
