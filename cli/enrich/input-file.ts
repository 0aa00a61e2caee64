import { existsSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { CommandError, EXIT } from '../exit-code.ts';

const TRANSCRIPTS = { '.srt': 'application/x-subrip', '.vtt': 'text/vtt', '.txt': 'text/plain', '.json': 'application/json' } as const;
type TranscriptType = (typeof TRANSCRIPTS)[keyof typeof TRANSCRIPTS];

export type InputFile =
  | { readonly kind: 'media'; readonly path: string; readonly bytes: number }
  | { readonly kind: 'transcript'; readonly path: string; readonly bytes: number; readonly contentType: TranscriptType };

const isTranscript = (extension: string): extension is keyof typeof TRANSCRIPTS => extension in TRANSCRIPTS;

/** @throws CommandError `usage` for a file that is not there or holds nothing */
export const inputFile = (path: string): InputFile => {
  if (!existsSync(path)) throw new CommandError(EXIT.usage, `There is no file ${path}.`);
  const stats = statSync(path);
  if (!stats.isFile()) throw new CommandError(EXIT.usage, `${path} is not a file.`);
  if (stats.size === 0) throw new CommandError(EXIT.usage, `${path} is empty.`);
  const extension = extname(path).toLowerCase();
  return isTranscript(extension)
    ? { kind: 'transcript', path, bytes: stats.size, contentType: TRANSCRIPTS[extension] }
    : { kind: 'media', path, bytes: stats.size };
};

/** For files that are there and cannot be read. */
export const unreadable =
  (path: string) =>
  (cause: unknown): never => {
    throw new CommandError(EXIT.usage, `${path} cannot be read: ${cause instanceof Error ? cause.message : 'no reason given'}.`, { cause });
  };
