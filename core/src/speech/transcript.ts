import * as z from 'zod';

/** Where a word's times come from; everything downstream weighs them by it. */
export const TimeSource = z.enum(['given', 'asr', 'aligned', 'spread']);
export type TimeSource = z.infer<typeof TimeSource>;

const Milliseconds = z.int().nonnegative();

/** One spoken word with its punctuation, as a reader would see it. */
export const Word = z.object({
  /** `w0`, `w1`, … in spoken order; stable for one transcript. */
  id: z.string().regex(/^w\d+$/),
  text: z.string().min(1).max(200),
  startMs: Milliseconds,
  endMs: Milliseconds,
  timeSource: TimeSource,
  /** Expected error of the times, milliseconds. */
  timeErrorMs: z.int().nonnegative(),
  /** Of the recogniser or the aligner, 0–1; absent where the words were given. */
  confidence: z.number().min(0).max(1).optional(),
  /** Index of the sentence the word belongs to, from 0. */
  sentence: z.int().nonnegative(),
});
export type Word = z.infer<typeof Word>;

export const TranscriptSource = z.enum(['asr', 'srt', 'vtt', 'words', 'text']);
export type TranscriptSource = z.infer<typeof TranscriptSource>;

/** Words in spoken order; `startMs` never decreases and `endMs >= startMs`. */
export const Transcript = z.object({
  schemaVersion: z.literal(1),
  source: TranscriptSource,
  /** BCP 47, for example `en`. */
  language: z.string().min(2).max(35),
  durationMs: Milliseconds,
  words: z.array(Word),
});
export type Transcript = z.infer<typeof Transcript>;

/** @returns the words' texts joined by one space, and each word's first UTF-16 offset in it */
export const transcriptText = (words: readonly Pick<Word, 'text'>[]): { readonly text: string; readonly offsets: readonly number[] } => {
  const offsets: number[] = [];
  let length = 0;
  for (const word of words) {
    offsets.push(length);
    length += word.text.length + 1;
  }
  return { text: words.map(word => word.text).join(' '), offsets };
};
