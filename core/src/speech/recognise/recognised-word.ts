import * as z from 'zod';

/** A word as a recogniser heard it, with its punctuation. */
export const RecognisedWord = z.object({
  text: z.string().min(1),
  startMs: z.number().nonnegative(),
  endMs: z.number().nonnegative(),
  /** Mean probability of its tokens, 0–1. */
  confidence: z.number().min(0).max(1),
});
export type RecognisedWord = z.infer<typeof RecognisedWord>;

/** What was said in a recording, as far as a recogniser can tell. */
export const Recognition = z.object({
  /** ISO 639. */
  language: z.string(),
  /** How the language is known: `given`, `detected`, or the model knows no other (`only`). */
  languageSource: z.enum(['given', 'detected', 'only']),
  /** In spoken order; starts never decrease, and no word ends after the recording. */
  words: z.array(RecognisedWord),
  /** Share of the recording in which somebody speaks, 0–1. */
  speechShare: z.number().min(0).max(1),
  /** Sentences for people: what was weaker than it could be. */
  notes: z.array(z.string()),
});
export type Recognition = z.infer<typeof Recognition>;
