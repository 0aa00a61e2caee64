import { LONGEST_WORD, spokenTokens } from '../read-transcript/spoken-tokens.ts';
import type { RecognisedWord } from './recognised-word.ts';
import type { TextPiece } from './whisper/heard-text.ts';

/** A piece, and where in the whole text it begins and ends. */
interface PlacedPiece extends TextPiece {
  readonly from: number;
  readonly to: number;
}

const placed = (pieces: readonly TextPiece[]): PlacedPiece[] => {
  let length = 0;
  return pieces.map(piece => {
    const from = length;
    length += piece.text.length;
    return { ...piece, from, to: length };
  });
};

/** Something that is spoken; punctuation takes no time of its own. */
const SPOKEN = /[\p{L}\p{N}]/u;

const wordOf = (text: string, pieces: readonly PlacedPiece[]): RecognisedWord => {
  const spoken = pieces.filter(piece => SPOKEN.test(piece.text));
  const timed = spoken.length > 0 ? spoken : pieces;
  const logProbability = timed.reduce((sum, piece) => sum + piece.logProbability, 0) / Math.max(1, timed.length);
  const startMs = timed[0]?.startMs ?? 0;
  return { text, startMs, endMs: Math.max(startMs, timed.at(-1)?.endMs ?? 0), confidence: Math.min(1, Math.exp(logProbability)) };
};

/**
 * The words of recognised text, each with the time its letters and digits took. Sounds in brackets are no words.
 * @param language BCP 47; scripts without spaces are cut into words by it
 */
export const wordsOfText = (pieces: readonly TextPiece[], language: string): RecognisedWord[] => {
  const all = placed(pieces);
  const text = pieces.map(piece => piece.text).join('');
  const tokens = spokenTokens(text, language);
  let next = 0;
  return tokens.map((token, i) => {
    const end = token.offset + text.slice(token.offset, tokens[i + 1]?.offset).trimEnd().length;
    while ((all[next]?.to ?? Infinity) <= token.offset) next++;
    let last = next;
    while (last < all.length && (all[last]?.from ?? Infinity) < end) last++;
    return wordOf(token.text.slice(0, LONGEST_WORD), all.slice(next, last));
  });
};
