import * as z from 'zod';
import { Word } from '../transcript.ts';

const Milliseconds = z.int().nonnegative();

/** A phone in the set of the pronouncing dictionary (ARPAbet without stress), for example `AH`. */
export const AlignedPhone = z.object({ phone: z.string(), startMs: Milliseconds, endMs: Milliseconds });
export type AlignedPhone = z.infer<typeof AlignedPhone>;

/** A word of the transcript with the times its sound has. Where it was not found, times and `timeSource` are those it came with. */
export const AlignedWord = Word.extend({
  /** Empty where the word has no times of its own. */
  phones: z.array(AlignedPhone),
  /** True where the sound does not fit the text: another word was said, or none. */
  flagged: z.boolean(),
});
export type AlignedWord = z.infer<typeof AlignedWord>;

/** Words by index; both inclusive. */
export const WordRange = z.object({ fromWord: z.int().nonnegative(), toWord: z.int().nonnegative() });
export type WordRange = z.infer<typeof WordRange>;

/** What the aligner found. One word for each word that came in, in the same order. */
export const Alignment = z.object({
  /** `acoustic`: every word searched for in the sound; `shifted`: the recogniser's times corrected by rule; `none`: nothing to go by. */
  method: z.enum(['acoustic', 'shifted', 'none']),
  words: z.array(AlignedWord),
  /** Passages, or what is wrong of them, whose text does not fit the sound; their words keep the times they came with. */
  rejected: z.array(WordRange),
  /** Share of the time between the first and the last word that is speech or noise the text lacks, 0–1. */
  garbageShare: z.number().min(0).max(1),
  /** Sentences for people: what is weaker than it could be. */
  notes: z.array(z.string()),
});
export type Alignment = z.infer<typeof Alignment>;
