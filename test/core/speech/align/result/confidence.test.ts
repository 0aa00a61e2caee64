import { describe, expect, it } from '@jest/globals';
import { confidenceOf, FLAG_BELOW, fitOfWords } from '../../../../../core/src/speech/align/result/confidence.ts';
import type { FoundWord } from '../../../../../core/src/speech/align/search/path-reader.ts';

const wordOf = (...shortfalls: number[]): FoundWord => ({
  phones: shortfalls.map((shortfall, i) => ({ phone: 4, start: 10 * i, end: 10 * i + 10, shortfall: 10 * shortfall })),
  garbageBefore: 0,
});

describe('fitOfWords', () => {
  it('is the mean over phones, whatever their length', () => {
    const uneven: FoundWord = {
      phones: [
        { phone: 4, start: 0, end: 1, shortfall: 4 },
        { phone: 5, start: 1, end: 100, shortfall: 0 },
      ],
      garbageBefore: 0,
    };
    expect(fitOfWords([uneven, wordOf(0), wordOf(0)])).toEqual([-2, 0, 0]);
  });

  it('is relative to the median of a recording where all words fit badly', () => {
    expect(fitOfWords([wordOf(3), wordOf(2), wordOf(9)])).toEqual([0, 1, -6]);
  });

  it('is not lowered where the median is above 0', () => {
    expect(fitOfWords([wordOf(-1), wordOf(-1), wordOf(2)])).toEqual([1, 1, -2]);
  });

  it('is null for a word that was left out, which does not count in the median', () => {
    expect(fitOfWords([{ phones: [], garbageBefore: 0 }, wordOf(2)])).toEqual([null, 0]);
  });
});

describe('confidenceOf', () => {
  it('is a half at the flag, and grows with the fit', () => {
    expect(confidenceOf(FLAG_BELOW)).toBe(0.5);
    expect(confidenceOf(0)).toBeGreaterThan(0.95);
    expect(confidenceOf(-8)).toBeLessThan(0.05);
    expect(confidenceOf(-Infinity)).toBe(0);
  });
});
