import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { imgixSize } from '../../../../local/sandbox/stock/imgix.ts';

const size = (query: string) => imgixSize(new URLSearchParams(query), 4_000, 3_000);

describe('imgixSize', () => {
  it.each([
    ['', [4_000, 3_000]],
    ['w=1000', [1_000, 750]],
    ['h=350', [467, 350]],
    ['h=650&w=940', [867, 650]],
    ['dpr=2&h=650&w=940', [1_733, 1_300]],
    ['fit=crop&h=627&w=1200', [1_200, 627]],
    ['fit=max&w=9000', [4_000, 3_000]],
    ['w=nonsense', [4_000, 3_000]],
    ['w=0&h=-5', [4_000, 3_000]],
  ])('%s', (query, expected) => {
    expect(size(query)).toEqual(expected);
  });

  it('is always a picture of bounded size', () => {
    fc.assert(
      fc.property(
        fc.record({ w: fc.string(), h: fc.string(), dpr: fc.string(), fit: fc.constantFrom('crop', 'max', 'clip') }),
        parameters => {
          for (const side of imgixSize(new URLSearchParams(parameters), 4_000, 3_000)) {
            expect(side).toBeGreaterThanOrEqual(1);
            expect(side).toBeLessThanOrEqual(8_192);
            expect(Number.isInteger(side)).toBe(true);
          }
        },
      ),
    );
  });
});
