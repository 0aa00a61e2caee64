import * as z from 'zod';
import { MediaInfo } from './media-info.ts';
import { Transcript } from './transcript.ts';

const Share = z.number().min(0).max(1);

/** How strongly one word was stressed, and why. One per word; `emphasised` ones are what users call emphasis points. */
export const EmphasisPoint = z.object({
  wordId: z.string(),
  /** Probability that the word carries a pitch accent, and its class: 0 none, 1 accented, 2 strong. */
  accent: z.object({ probability: Share, class: z.union([z.literal(0), z.literal(1), z.literal(2)]) }),
  /** CWT/LoMA strength, clipped at 0; 0 where no voice was measured. Unit: standard deviations of the combined signal. */
  prominence: z.number().nonnegative(),
  /** Strength of the boundary after the word, same unit. */
  boundary: z.number().nonnegative(),
  emphasised: z.boolean(),
  /** Fused, for ranking. */
  score: Share,
  confidence: Share,
  /** Null where there is no audio, or its times are too poor to measure by. */
  modalities: z.object({ acoustic: Share.nullable(), prosodic: Share.nullable(), linguistic: Share }),
  /** Plain words with numbers, for example `+3.1 st, +5 dB, 1.4× longer than its neighbours`. */
  why: z.string().min(1),
});
export type EmphasisPoint = z.infer<typeof EmphasisPoint>;

/** Result of the stage `hear`: the words, and an EmphasisPoint for each, in the same order. */
export const Hearing = z.object({
  schemaVersion: z.literal(1),
  /** `acoustic`: measured from the voice; `text`: expected from the words alone. */
  method: z.enum(['acoustic', 'text']),
  transcript: Transcript,
  mediaInfo: MediaInfo.nullable(),
  emphasis: z.array(EmphasisPoint),
  /** Sentences for people: what was weaker than it could have been, and what to do about it. */
  notes: z.array(z.string()),
});
export type Hearing = z.infer<typeof Hearing>;
