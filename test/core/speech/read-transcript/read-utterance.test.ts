import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type LooseWord, readUtterance } from '../../../../core/src/speech/read-transcript/read-utterance.ts';
import { Word } from '../../../../core/src/speech/transcript.ts';

const timesOf = (items: readonly LooseWord[], durationMs: number | null = 10_000) =>
  readUtterance(items, durationMs).words.map(({ startMs, endMs, timeSource }) => [startMs, endMs, timeSource]);

describe('readUtterance', () => {
  it('takes times in seconds as given', () => {
    expect(
      timesOf([
        { text: 'The', start: 0, end: 0.11 },
        { text: 'end', start: 0.2, end: 0.5 },
      ]),
    ).toEqual([
      [0, 110, 'given'],
      [200, 500, 'given'],
    ]);
  });

  it('joins punctuation that stands alone to the word before it, and says which word each item is', () => {
    const { words, spokenAs } = readUtterance(
      [{ text: '"' }, { text: 'Well' }, { text: ',' }, { text: 'fine' }, { text: '.' }, { text: 'Yes' }],
      null,
    );
    expect(words.map(({ text, sentence }) => [text, sentence])).toEqual([
      ['Well,', 0],
      ['fine.', 0],
      ['Yes', 1],
    ]);
    expect(spokenAs).toEqual([null, 0, null, 1, null, 2]);
  });

  it.each([
    ['missing', {}],
    ['null', { start: null, end: null }],
    ['half missing', { start: 1 }],
    ['empty', { start: 1.5, end: 1.5 }],
    ['backwards', { start: 2, end: 1 }],
    ['beyond the end', { start: 11, end: 12 }],
    ['before the beginning', { start: -2, end: -1 }],
    ['out of order', { start: 9, end: 9.4 }],
  ])('spreads a word whose times are %s between its neighbours', (_, times) => {
    const items = [
      { text: 'one', start: 1, end: 1.2 },
      { text: 'two', ...times },
      { text: 'three', start: 1.8, end: 2 },
      { text: 'four', start: 2, end: 2.5 },
    ];
    expect(timesOf(items)).toEqual([
      [1_000, 1_200, 'given'],
      [1_200, 1_800, 'spread'],
      [1_800, 2_000, 'given'],
      [2_000, 2_500, 'given'],
    ]);
  });

  it('spreads words without any times over the whole recording by their letters', () => {
    expect(timesOf([{ text: 'a' }, { text: 'long' }, { text: 'short' }], 1_000)).toEqual([
      [0, 100, 'spread'],
      [100, 500, 'spread'],
      [500, 1_000, 'spread'],
    ]);
  });

  it('makes valid words of anything, in order, one for each item that can be said', () => {
    const time = fc.option(fc.double({ min: -5, max: 20, noNaN: true }), { nil: null });
    const item = fc.record({
      text: fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('word', 'the', ',', '.', '')),
      start: time,
      end: time,
    });
    fc.assert(
      fc.property(fc.array(item, { maxLength: 12 }), fc.option(fc.integer({ min: 0, max: 15_000 }), { nil: null }), (items, durationMs) => {
        const { words, spokenAs } = readUtterance(items, durationMs);
        expect(spokenAs).toHaveLength(items.length);
        expect(spokenAs.filter(at => at !== null)).toEqual([...words.keys()]);
        let earliest = 0;
        for (const word of words) {
          expect(Word.safeParse(word).success).toBe(true);
          expect(word.startMs).toBeGreaterThanOrEqual(earliest);
          expect(word.endMs).toBeGreaterThanOrEqual(word.startMs);
          earliest = word.startMs;
        }
      }),
    );
  });
});
