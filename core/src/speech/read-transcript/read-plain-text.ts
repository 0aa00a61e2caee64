import type { DraftWord } from './draft-word.ts';
import { spokenTokens } from './spoken-tokens.ts';
import { spreadWords } from './spread-words.ts';

/** Times of plain text are a promise of 150 words a minute, the usual pace of a talk, and nothing else. */
const MS_PER_WORD = 60_000 / 150;

/** Speakers differ from that pace by about a fifth either way, so times drift by a fifth of what has been said. */
const DRIFT = 0.2;

/** One sentence a line. @returns words spread at 150 words a minute */
export const readPlainText = (text: string, language: string): DraftWord[] => {
  const words: DraftWord[] = [];
  for (const [index, line] of text.split(/\r\n|\r|\n/u).entries()) {
    const texts = spokenTokens(line, language).map(token => token.text);
    const startMs = words.length * MS_PER_WORD;
    const endMs = startMs + texts.length * MS_PER_WORD;
    const sentence = spreadWords(texts, { startMs, endMs, at: `line ${index + 1}`, timeErrorMs: Math.round(MS_PER_WORD + DRIFT * endMs) });
    for (const [position, word] of sentence.entries()) words.push({ ...word, endsSentence: position === sentence.length - 1 });
  }
  return words;
};
