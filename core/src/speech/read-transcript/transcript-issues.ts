import { AppError } from '../../errors/app-error.ts';

/** Where a transcript is wrong (`line 12`, `words[3].start`) and why. */
export interface TranscriptIssue {
  readonly at: string;
  readonly why: string;
}

/** Issues told at once: enough to mend a file in one go, few enough to read. */
const MOST_ISSUES = 20;

/** Longest piece of the user's file that an issue repeats. */
const LONGEST_QUOTE = 40;

export const atLine = (line: number, why: string): TranscriptIssue => ({ at: `line ${line}`, why });

/** @returns a piece of the user's own file, short and on one line, for an issue's reason */
export const quoted = (piece: string): string => {
  const line = piece.replace(/\s+/gu, ' ').trim();
  return `“${line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line}”`;
};

/** @throws AppError TRANSCRIPT_MALFORMED with the first issues, if there are any */
export const refuseIfAny = (issues: readonly TranscriptIssue[]): void => {
  const first = issues[0];
  if (first === undefined) return;
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  throw new AppError('TRANSCRIPT_MALFORMED', { detail: `${first.at}: ${first.why}${more}`, issues: issues.slice(0, MOST_ISSUES) });
};
