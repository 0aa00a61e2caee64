import { existsSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { isAppError } from '@cutaway/core/errors/app-error';
import { LIMITS } from '@cutaway/core/platform/limits';
import { readTranscript, type TranscriptFormat } from '@cutaway/core/speech/read-transcript/read-transcript';
import { CommandError, EXIT } from '../exit-code.ts';

const FORMATS: Readonly<Record<string, TranscriptFormat>> = { '.txt': 'text', '.srt': 'srt', '.vtt': 'vtt', '.json': 'words' };

/**
 * @returns what a transcript says, one sentence a line
 * @throws CommandError `usage` for a file that is not there or cannot be read, with the line and the reason
 */
export const talkText = (path: string): string => {
  if (!existsSync(path)) throw new CommandError(EXIT.usage, `There is no file ${path}.`);
  const format = FORMATS[extname(path).toLowerCase()] ?? 'text';
  const limits = {
    maxBytes: LIMITS.transcriptBytes.value,
    maxWords: LIMITS.transcriptWords.value,
    maxDurationMs: LIMITS.mediaDurationMs.value,
  };
  try {
    const { transcript } = readTranscript({ bytes: readFileSync(path), format, limits });
    const lines: string[][] = [];
    for (const { sentence, text } of transcript.words) (lines[sentence] ??= []).push(text);
    return lines.map(words => words.join(' ')).join('\n');
  } catch (error) {
    if (!isAppError(error)) throw error;
    const issues = error.issues.map(({ at, why }) => `\n  ${at}: ${why}`).join('');
    throw new CommandError(EXIT.usage, `${path}: ${error.detail ?? error.message}${issues}`, { cause: error });
  }
};
