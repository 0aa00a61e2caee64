import { describe, expect, it } from '@jest/globals';
import { textPieces } from '../../../../../core/src/speech/recognise/whisper/heard-text.ts';

const BYTES = Buffer.from(' Zoë 日本');

/** Tokens of one byte each. */
const tokens = [...BYTES].map((id, i) => ({ id, startMs: 10 * i, endMs: 10 * i + 10, logProbability: -i }));

describe('textPieces', () => {
  it('keeps bytes together that make a character only together', () => {
    const pieces = textPieces(tokens, ids => Buffer.from(ids).toString('utf8'));
    expect(pieces.map(({ text }) => text)).toEqual([' ', 'Z', 'o', 'ë', ' ', '日', '本']);
    expect(pieces[3]).toEqual({ text: 'ë', startMs: 30, endMs: 50, logProbability: -3.5 });
  });

  it('drops bytes at the end that make no character', () => {
    const pieces = textPieces(tokens.slice(0, -1), ids => Buffer.from(ids).toString('utf8'));
    expect(pieces.map(({ text }) => text).join('')).toBe(' Zoë 日');
  });
});
