import { describe, expect, it } from '@jest/globals';
import type { TextPiece } from '../../../../core/src/speech/recognise/whisper/heard-text.ts';
import { wordsOfText } from '../../../../core/src/speech/recognise/words-of-text.ts';

/** Pieces of 100 ms each, with a probability of one half. */
const pieces = (...texts: readonly string[]): TextPiece[] =>
  texts.map((text, i) => ({ text, startMs: 100 * i, endMs: 100 * (i + 1), logProbability: Math.log(0.5) }));

describe('wordsOfText', () => {
  it('joins pieces of a word and gives it the time from its first to its last letter', () => {
    expect(wordsOfText(pieces(' And', ' A', 'mer', 'icans', ','), 'en')).toEqual([
      { text: 'And', startMs: 0, endMs: 100, confidence: 0.5 },
      { text: 'Americans,', startMs: 100, endMs: 400, confidence: 0.5 },
    ]);
  });

  it('times numbers', () => {
    expect(
      wordsOfText(pieces(' In', ' 19', '62', ',', ' $', '40', ' billion', '.'), 'en').map(({ text, startMs, endMs }) => [
        text,
        startMs,
        endMs,
      ]),
    ).toEqual([
      ['In', 0, 100],
      ['1962,', 100, 300],
      ['$40', 500, 600],
      ['billion.', 600, 700],
    ]);
  });

  it('makes no words of sounds in brackets and of punctuation that stands alone', () => {
    expect(wordsOfText(pieces(' [', 'Music', ']', ' Hello', ' -', ' there'), 'en').map(({ text }) => text)).toEqual(['Hello -', 'there']);
    expect(wordsOfText(pieces(' (', 'applause', ')'), 'en')).toEqual([]);
    expect(wordsOfText([], 'en')).toEqual([]);
  });

  it('cuts scripts without spaces into words', () => {
    const words = wordsOfText(pieces('今日', 'は', 'いい', '天気'), 'ja');
    expect(words.map(({ text }) => text).join('')).toBe('今日はいい天気');
    expect(words.length).toBeGreaterThan(1);
    expect(words.at(-1)?.endMs).toBe(400);
  });
});
