import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { joinWords } from '../../../../core/src/speech/recognise/join-words.ts';
import type { RecognisedWord } from '../../../../core/src/speech/recognise/recognised-word.ts';

/** A word each 300 ms. */
const said = (text: string, fromMs = 0): RecognisedWord[] =>
  text.split(' ').map((word, i) => ({ text: word, startMs: fromMs + 300 * i, endMs: fromMs + 300 * i + 250, confidence: 1 }));
const textOf = (words: readonly RecognisedWord[]): string => words.map(({ text }) => text).join(' ');

describe('joinWords', () => {
  it('puts what does not overlap one after the other', () => {
    expect(textOf(joinWords(said('one two'), said('three', 900), { startMs: 0, endMs: 0 }))).toBe('one two three');
  });

  it('neither doubles nor loses a word that both chunks heard, however they spell it', () => {
    const before = said('we choose to go to the Moon in this');
    const after = said('to the moon, in this decade', 1_200);
    expect(textOf(joinWords(before, after, { startMs: 1_200, endMs: 2_700 }))).toBe('we choose to go to the Moon in this decade');
  });

  it('leaves out the half words at the edges, which each chunk hears wrong', () => {
    const before = said('we choose to go to the Moon in thin');
    const after = said('two the Moon in this decade', 1_200);
    expect(textOf(joinWords(before, after, { startMs: 1_200, endMs: 2_700 }))).toBe('we choose to go to the Moon in this decade');
  });

  it('cuts in the middle of the shared time where both chunks agree on nothing', () => {
    const words = joinWords(said('a b c d'), said('w x y z', 600), { startMs: 600, endMs: 1_200 });
    expect(textOf(words)).toBe('a b c x y z');
  });

  it('loses and doubles nothing wherever the cut lies and however far times are off', () => {
    const Talk = fc.array(fc.constantFrom('the', 'of', 'moon', 'go', 'we', 'choose', 'and'), { minLength: 12, maxLength: 60 });
    fc.assert(
      fc.property(
        Talk,
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 4, max: 10 }),
        fc.integer({ min: -60, max: 60 }),
        (talk, at, shared, off) => {
          const from = Math.min(at, talk.length - shared);
          const words = said(talk.join(' '));
          const before = words.slice(0, from + shared);
          const after = words.slice(from).map(word => ({ ...word, startMs: word.startMs + off, endMs: word.endMs + off }));
          const span = { startMs: words[from]!.startMs, endMs: words[from + shared - 1]!.endMs + 50 };
          expect(textOf(joinWords(before, after, span))).toBe(talk.join(' '));
        },
      ),
    );
  });
});
