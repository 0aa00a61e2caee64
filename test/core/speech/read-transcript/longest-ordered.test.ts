import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { longestOrdered } from '../../../../core/src/speech/read-transcript/longest-ordered.ts';

/** Tries every part of a short list. */
const longestByTrying = (values: readonly number[]): number => {
  let longest = 0;
  for (let chosen = 0; chosen < 2 ** values.length; chosen++) {
    const part = values.filter((_, i) => (chosen >> i) & 1);
    if (part.every((value, i) => i === 0 || value >= part[i - 1]!)) longest = Math.max(longest, part.length);
  }
  return longest;
};

describe('longestOrdered', () => {
  it('is ordered, and nothing longer is', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 9 }), values => {
        const places = longestOrdered(values);
        places.slice(1).forEach((place, i) => {
          expect(place).toBeGreaterThan(places[i]!);
          expect(values[place]!).toBeGreaterThanOrEqual(values[places[i]!]!);
        });
        expect(places).toHaveLength(longestByTrying(values));
      }),
    );
  });

  it('leaves an ordered list whole, equals included', () => expect(longestOrdered([1, 1, 2, 3, 3])).toEqual([0, 1, 2, 3, 4]));

  it('drops the one that is out of place', () => expect(longestOrdered([1, 90, 2, 3])).toEqual([0, 2, 3]));
});
