import { AppError } from '@cutaway/core/errors/app-error';
import { LIMITS } from '@cutaway/core/platform/limits';
import type { GivenTranscript } from '@cutaway/core/projects/given-transcript';
import type { DecodedAudio } from '@cutaway/core/speech/audio/decoded-audio';
import { openAudio } from '@cutaway/core/speech/audio/open-audio';
import { readUtterance } from '@cutaway/core/speech/read-transcript/read-utterance';
import { LONGEST_WORD } from '@cutaway/core/speech/read-transcript/spoken-tokens';
import type { Transcript } from '@cutaway/core/speech/transcript';
import * as z from 'zod';
import { userPath } from '../paths.ts';

const LooseWord = z.object({
  text: z.string().max(LONGEST_WORD),
  /** Seconds. */
  start: z.number().nullish(),
  end: z.number().nullish(),
});

/** Words as other programs write them; a word without times, or with impossible ones, gets them from the sound. */
export const WordsFile = z.object({ words: z.array(LooseWord).max(LIMITS.transcriptWords.value) });

/** A line of a batch. */
export const Utterance = WordsFile.extend({
  id: z.union([z.string(), z.number()]),
  /** Path of the recording; absent: text alone. */
  audio: z.string().min(1).nullish(),
  /** BCP 47. */
  language: z.string().min(2).max(35).optional(),
});
export type Utterance = z.infer<typeof Utterance>;

/** Words that are ready to be heard, and which of them each word of the input became. */
export interface Spoken {
  readonly given: Pick<GivenTranscript, 'transcript' | 'cues' | 'cueOfWord' | 'notes'>;
  /** The words of the input as they were written. */
  readonly texts: readonly string[];
  /** For each of them its place in the transcript; null for punctuation alone. */
  readonly spokenAs: readonly (number | null)[];
}

const isFileError = (error: unknown): boolean => error instanceof Error && 'syscall' in error;

/** @throws AppError `NOT_FOUND` for what is no file, and what `openAudio` refuses */
export const openRecording = async (path: string): Promise<DecodedAudio> => {
  try {
    return await openAudio(userPath(path), { maxDurationMs: LIMITS.mediaDurationMs.value });
  } catch (error) {
    if (isFileError(error)) throw new AppError('NOT_FOUND', { detail: `There is no file ${path} that can be read.`, cause: error });
    throw error;
  }
};

/** @param durationMs of the recording; null where there is none */
export const spokenWords = (words: Utterance['words'], language: string, durationMs: number | null): Spoken => {
  const reading = readUtterance(words, durationMs);
  const transcript: Transcript = {
    schemaVersion: 1,
    source: 'words',
    language,
    durationMs: durationMs ?? 0,
    words: [...reading.words],
  };
  return {
    given: { transcript, cues: [], cueOfWord: [], notes: [] },
    texts: words.map(word => word.text),
    spokenAs: reading.spokenAs,
  };
};
