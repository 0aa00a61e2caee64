/** A bit of text as the recogniser wrote it: one token, or the few that make a character together. */
export interface TextPiece {
  readonly text: string;
  /** Within the sound that was heard, milliseconds. */
  readonly startMs: number;
  readonly endMs: number;
  /** Natural logarithm. */
  readonly logProbability: number;
}

/** One generated token. */
export interface TimedToken extends Omit<TextPiece, 'text'> {
  readonly id: number;
}

/** Stands in decoded text for bytes that make no character yet. */
const UNFINISHED = '\uFFFD';

/** @param decode bytes of these tokens as text @returns pieces that are whole characters */
export const textPieces = (tokens: readonly TimedToken[], decode: (ids: readonly number[]) => string): TextPiece[] => {
  const pieces: TextPiece[] = [];
  let open: TimedToken[] = [];
  tokens.forEach((token, i) => {
    open.push(token);
    const text = decode(open.map(({ id }) => id));
    if (text.includes(UNFINISHED) && i < tokens.length - 1) return;
    const logProbability = open.reduce((sum, each) => sum + each.logProbability, 0) / open.length;
    pieces.push({ text: text.replaceAll(UNFINISHED, ''), startMs: open[0]?.startMs ?? 0, endMs: token.endMs, logProbability });
    open = [];
  });
  return pieces;
};
