import { type ModelEvent, ModelState } from '../../platform/models/model-state.ts';
import type { AudioStream } from '../audio/audio-stream.ts';
import type { Recognition } from './recognised-word.ts';

/** How the recogniser stands. */
export const RecogniserState = ModelState;
export type RecogniserState = ModelState;

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
export type RecogniserEvent = ModelEvent;
