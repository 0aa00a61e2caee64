import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { isAppError } from '@cutaway/core/errors/app-error';
import { LIMITS } from '@cutaway/core/platform/limits';
import { readTranscript, type TranscriptFormat } from '@cutaway/core/speech/read-transcript/read-transcript';
import * as z from 'zod';
import { CommandError, EXIT } from '../exit-code.ts';
import { userPath } from '../paths.ts';
import { whyUnreadable } from '../why-unreadable.ts';
import { spokenWords, type Spoken, WordsFile } from './utterance.ts';

const FORMATS: Readonly<Record<string, TranscriptFormat>> = { '.srt': 'srt', '.vtt': 'vtt', '.txt': 'text' };

const READING = {
  maxBytes: LIMITS.transcriptBytes.value,
  maxWords: LIMITS.transcriptWords.value,
  maxDurationMs: LIMITS.mediaDurationMs.value,
};

const bytesOf = (path: string): Buffer => {
  try {
    return readFileSync(userPath(path));
  } catch (error) {
    throw new CommandError(EXIT.usage, `There is no file ${path} that can be read.`, { cause: error });
  }
};

/** What a file of words looks like, for whoever wrote it otherwise. */
const WANTED = '{"words":[{"text":"The","start":0.0,"end":0.11}, …]}, times in seconds and optional';

const jsonOf = (bytes: Buffer, path: string): z.infer<typeof WordsFile> => {
  try {
    return WordsFile.parse(JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/u, '')));
  } catch (error) {
    const why = error instanceof z.ZodError ? whyUnreadable(error) : 'it is no JSON';
    throw new CommandError(EXIT.usage, `${path} cannot be read (${why}). Wanted: ${WANTED}, or a file .srt, .vtt or .txt.`, {
      cause: error,
    });
  }
};

/**
 * Reads the words of one recording: `.json` with times in seconds, or captions and plain text as a project takes them.
 * @throws CommandError `usage` where the file cannot be read
 */
export const wordsFrom = (path: string, language: string, durationMs: number | null): Spoken => {
  const bytes = bytesOf(path);
  const format = FORMATS[extname(path).toLowerCase()];
  if (format === undefined) return spokenWords(jsonOf(bytes, path).words, language, durationMs);
  try {
    const given = readTranscript({ bytes, format, language, limits: READING });
    const { words } = given.transcript;
    return {
      given: { ...given, cues: [...given.cues], cueOfWord: [...given.cueOfWord], notes: [...given.notes] },
      texts: words.map(word => word.text),
      spokenAs: [...words.keys()],
    };
  } catch (error) {
    if (isAppError(error)) throw new CommandError(EXIT.usage, `${path} cannot be read: ${error.message}`, { cause: error });
    throw error;
  }
};
