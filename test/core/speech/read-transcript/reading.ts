import { isAppError } from '../../../../core/src/errors/app-error.ts';
import {
  readTranscript,
  type TranscriptFormat,
  type TranscriptReading,
} from '../../../../core/src/speech/read-transcript/read-transcript.ts';

export const LIMITS = { maxBytes: 20_000_000, maxWords: 200_000, maxDurationMs: 4 * 3_600_000 };

/** Reads a text as a user's file would be read, in UTF-8. */
export const read = (format: TranscriptFormat, text: string, limits = LIMITS): TranscriptReading =>
  readTranscript({ bytes: new TextEncoder().encode(text), format, limits });

/** @returns the spoken words as one string */
export const spoken = ({ transcript }: TranscriptReading): string => transcript.words.map(word => word.text).join(' ');

/** @returns code and issues of what `attempt` throws; fails on anything that is not an AppError */
export const refusal = (attempt: () => unknown): { code: string; issues: readonly { at: string; why: string }[] } => {
  try {
    attempt();
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { code: error.code, issues: error.issues };
  }
  throw new Error('nothing was refused');
};
