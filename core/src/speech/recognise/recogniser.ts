import * as z from 'zod';
import type { AudioStream } from '../audio/audio-stream.ts';
import { Device, WeightType } from './model/model-variant.ts';
import type { Recognition } from './recognised-word.ts';

/** How the recogniser stands. */
export const RecogniserState = z.discriminatedUnion('state', [
  /** There is no model; `why` says what to do. */
  z.object({ state: z.literal('none'), why: z.string() }),
  /** It is loaded when it is first needed. */
  z.object({ state: z.literal('found'), model: z.string(), verified: z.boolean() }),
  z.object({ state: z.literal('loading'), model: z.string(), verified: z.boolean() }),
  z.object({ state: z.literal('ready'), model: z.string(), verified: z.boolean(), device: Device, dtype: WeightType }),
  z.object({ state: z.literal('failed'), model: z.string(), why: z.string() }),
]);
export type RecogniserState = z.infer<typeof RecogniserState>;

/** A recording whose words are to be found. */
export interface RecogniserRequest {
  readonly audio: AudioStream;
  readonly durationMs: number;
  /** ISO 639; null: found out. */
  readonly language: string | null;
  /** Words that may be said, as they are written. */
  readonly hints: readonly string[];
  /** Is told the share done, 0–1. */
  readonly onProgress?: ((share: number) => void) | undefined;
  /** Ends the work with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Makes words of speech. */
export interface Recogniser {
  readonly state: () => RecogniserState;
  /** @throws AppError `MODEL_UNAVAILABLE`, `LANGUAGE_UNKNOWN`, the signal's reason, or what the audio throws */
  recognise(request: RecogniserRequest): Promise<Recognition>;
}

/** What an operator wants to know of a recogniser's life. */
export type RecogniserEvent =
  | { readonly event: 'found' }
  | { readonly event: 'missing'; readonly why: string }
  | { readonly event: 'loaded'; readonly device: Device; readonly dtype: WeightType }
  /** The device that was asked for does not work: the next one is slower, at the price of the first. */
  | { readonly event: 'fell-back'; readonly from: Device; readonly why: string }
  | { readonly event: 'failed'; readonly why: string };
