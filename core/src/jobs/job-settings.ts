import * as z from 'zod';
import { LIMITS } from '../platform/limits.ts';

export const PlacementPreset = z.enum(['youtube', 'tiktok', 'reels', 'shorts', 'square']);
export type PlacementPreset = z.infer<typeof PlacementPreset>;

/** What a user may choose for a job. Every value has a default that suits a talk on YouTube. */
export const JobSettings = z.object({
  preset: PlacementPreset.default('youtube'),
  /** Most pictures a minute of talk. */
  cuesPerMinute: z.number().min(0.5).max(LIMITS.cuesPerMinute.value).default(8),
  minCueMs: z.int().min(500).max(10_000).default(1_800),
  maxCueMs: z.int().min(500).max(30_000).default(5_000),
  /** Least time between two pictures, milliseconds; 0 allows one to follow at once. */
  gapMs: z.int().min(0).max(60_000).default(300),
  /** How long before its word a picture appears. */
  leadInMs: z.int().min(0).max(2_000).default(120),
  /** How readily a word counts as emphasised. `normal` marks about 9 % of words in neutral reading. */
  sensitivity: z.enum(['low', 'normal', 'high', 'highest']).default('normal'),
  /** ISO 639 code of what is spoken, for media without words; null: found out, where the recogniser knows several languages. */
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/)
    .nullable()
    .default(null),
  /** Names and terms that may be said, spelled as they should be written; a hint for the recogniser. */
  vocabulary: z.array(z.string().trim().min(1).max(60)).max(50).default([]),
  /** How sure the linker has to be: `strict` .90, `normal` .75, `balanced` .60 (docs/entities.md). */
  precision: z.enum(['strict', 'normal', 'balanced']).default('normal'),
  /** Whether emphasised things without a name may get an illustrative picture. */
  concepts: z.boolean().default(true),
  /** How long the job waits for a provider's quota before it goes on without it, minutes. */
  patienceMinutes: z.int().min(0).max(LIMITS.patienceMinutes.value).default(10),
});
export type JobSettings = z.infer<typeof JobSettings>;
