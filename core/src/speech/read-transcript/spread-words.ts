import type { Word } from '../transcript.ts';
import type { DraftWord } from './draft-word.ts';

/**
 * Mean error of a word's start when the words of `d` seconds are spread by their letters: 88, 133, 142, 178, 200 ms at
 * 1.4, 2.6, 3.6, 5.1, 7.4 s of read speech (84 words with known times), which is 75 √d; a spontaneous telephone talk has
 * 183 ms at 3.3 s, which is 100 √d. The larger is promised.
 */
export const spreadErrorMs = (durationMs: number): number => Math.round(100 * Math.sqrt(durationMs / 1000));

/** Letters and digits are what takes time to say; even shares err half as much again (182 ms where letters err 133). */
const weightOf = (text: string): number => Math.max(1, text.replace(/[^\p{L}\p{N}]/gu, '').length);

export interface Span {
  readonly startMs: number;
  readonly endMs: number;
  readonly at: string;
  /** Expected error of each word's times, milliseconds; by the span's length where it is absent. */
  readonly timeErrorMs?: number;
}

/** @returns the words one after the other, filling the span, each with a share by its letters */
export const spreadWords = (texts: readonly string[], span: Span): DraftWord[] => {
  const durationMs = span.endMs - span.startMs;
  const total = texts.reduce((sum, text) => sum + weightOf(text), 0);
  const timeErrorMs = span.timeErrorMs ?? spreadErrorMs(durationMs);
  let said = 0;
  return texts.map(text => {
    const startMs = span.startMs + Math.round((durationMs * said) / total);
    said += weightOf(text);
    const endMs = span.startMs + Math.round((durationMs * said) / total);
    return { text, startMs, endMs, timeSource: 'spread', timeErrorMs, at: span.at, endsSentence: false };
  });
};

/** @returns the same words, spread over a whole recording by their letters */
export const layOut = (words: readonly Word[], durationMs: number): Word[] => {
  const spread = spreadWords(
    words.map(word => word.text),
    { startMs: 0, endMs: durationMs, at: '' },
  );
  return words.map((word, i) => {
    const { startMs, endMs, timeErrorMs } = spread[i] ?? word;
    return { ...word, startMs, endMs, timeErrorMs };
  });
};
