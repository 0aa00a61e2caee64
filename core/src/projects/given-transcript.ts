import * as z from 'zod';
import { Transcript } from '../speech/transcript.ts';

/** The words as they were given, with what alignment needs of the file they came in. An object in the media bucket. */
export const GivenTranscript = z.object({
  schemaVersion: z.literal(1),
  transcript: Transcript,
  /** Captions of SRT and VTT, milliseconds; empty for other formats. */
  cues: z.array(z.object({ startMs: z.int().nonnegative(), endMs: z.int().nonnegative() })),
  /** For each word the index of its caption; empty for other formats. */
  cueOfWord: z.array(z.int().nonnegative()),
  /** Sentences for people: what was mended while reading. */
  notes: z.array(z.string()),
});
export type GivenTranscript = z.infer<typeof GivenTranscript>;
