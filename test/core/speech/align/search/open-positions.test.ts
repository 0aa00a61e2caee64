import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { openPositions } from '../../../../../core/src/speech/align/search/open-positions.ts';

const ms = fc.integer({ min: 0, max: 100_000 });

describe('openPositions', () => {
  it('opens a position with the window of the word before it, and closes it with its own', () => {
    const { opens, closes } = openPositions([
      { startMs: 0, endMs: 1_000 },
      { startMs: 500, endMs: 2_000 },
    ]);
    expect([...opens]).toEqual([0, 0, 50]);
    expect([...closes].slice(0, 2)).toEqual([100, 200]);
  });

  it('gives every position time, in the order of the text, whatever the windows are', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ startMs: ms, endMs: ms }), { maxLength: 30 }), windows => {
        const { opens, closes } = openPositions(windows);
        opens.forEach((open, i) => {
          expect(closes[i]).toBeGreaterThanOrEqual(open);
          expect(open).toBeGreaterThanOrEqual(opens[i - 1] ?? 0);
          expect(closes[i]).toBeGreaterThanOrEqual(closes[i - 1] ?? 0);
        });
        expect(closes.at(-1)).toBe(0x7fffffff);
      }),
    );
  });
});
