import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cardinal, digitByDigit, inPairs, ordinal, plural } from '../../../../../core/src/speech/align/pronounce/number-words.ts';

const UNITS = new Map(
  [
    ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve', 'thirteen', 'fourteen'],
    ...['fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
  ].map((word, value) => [word, value] as const),
);
const TENS = new Map(
  ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'].map((word, i) => [word, 10 * (i + 2)] as const),
);
const SCALES = new Map([
  ['thousand', 1e3],
  ['million', 1e6],
  ['billion', 1e9],
  ['trillion', 1e12],
]);

/** Understands a number in words, the way a listener does. */
const valueOf = (words: readonly string[]): number => {
  let total = 0;
  let group = 0;
  for (const word of words) {
    if (word === 'hundred') group *= 100;
    else if (SCALES.has(word)) {
      total += group * SCALES.get(word)!;
      group = 0;
    } else group += UNITS.get(word) ?? TENS.get(word) ?? 0;
  }
  return total + group;
};

describe('cardinal', () => {
  it('says every number so that it is understood, with and without "and"', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer({ min: 0, max: 9_999 }), fc.integer({ min: 0, max: 999_999_999_999_999 })), value => {
        expect(valueOf(cardinal(value))).toBe(value);
        expect(valueOf(cardinal(value, ['and']))).toBe(value);
      }),
    );
  });

  it.each([
    [0, 'zero'],
    [105, 'one hundred five'],
    [1_205, 'one thousand two hundred five'],
    [2_000_001, 'two million one'],
  ])('%i', (value, words) => expect(cardinal(value).join(' ')).toBe(words));

  it('links hundreds, and small numbers after thousands, as in Britain', () => {
    expect(cardinal(1_205, ['and']).join(' ')).toBe('one thousand two hundred and five');
    expect(cardinal(2_005, ['and']).join(' ')).toBe('two thousand and five');
  });
});

describe('digitByDigit', () => {
  it('says as many words as there are digits', () => {
    fc.assert(fc.property(fc.stringMatching(/^\d{1,20}$/), digits => expect(digitByDigit(digits, 'oh')).toHaveLength(digits.length)));
  });
});

describe('inPairs', () => {
  it.each([
    ['1962', 'nineteen sixty two'],
    ['1905', 'nineteen oh five'],
    ['1900', 'nineteen hundred'],
    ['747', 'seven forty seven'],
    ['205', 'two oh five'],
  ])('reads %s as %s', (digits, words) => expect(inPairs(digits)?.join(' ')).toBe(words));

  it.each(['100', '2000', '1000', '0123', '007'])('does not read %s', digits => expect(inPairs(digits)).toBeNull());
});

describe('ordinal and plural', () => {
  it.each([
    ['one', 'first', 'ones'],
    ['twenty', 'twentieth', 'twenties'],
    ['six', 'sixth', 'sixes'],
    ['twelve', 'twelfth', 'twelves'],
    ['hundred', 'hundredth', 'hundreds'],
  ])('%s, %s, %s', (number, nth, many) => {
    expect(ordinal(['forty', number])).toEqual(['forty', nth]);
    expect(plural(['forty', number])).toEqual(['forty', many]);
  });
});
