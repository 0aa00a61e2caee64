import * as z from 'zod';
import { Device, WeightType } from '../../platform/models/model-variant.ts';

const Variant = z.object({ device: Device, dtype: WeightType });

/** What the thread is started with. */
export const ThreadStart = z.object({
  folder: z.string(),
  /** To be tried in this order. */
  variants: z.array(Variant).min(1),
  voiceFolder: z.string(),
  threads: z.int().positive(),
});
export type ThreadStart = z.infer<typeof ThreadStart>;

/** What it is asked for. */
export const SpeechToRecognise = z.object({
  durationMs: z.number().nonnegative(),
  language: z.string().nullable(),
  hints: z.array(z.string()).readonly(),
});
export type SpeechToRecognise = z.infer<typeof SpeechToRecognise>;

/** What it says about its model. */
export const ThreadNews = z.discriminatedUnion('event', [
  z.object({ event: z.literal('loaded'), ...Variant.shape }),
  z.object({ event: z.literal('fell-back'), from: Device, why: z.string() }),
  z.object({ event: z.literal('failed'), why: z.string() }),
]);
export type ThreadNews = z.infer<typeof ThreadNews>;
