import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawFrom, drawInt, hash32, hash48, inShare } from '../../../local/sandbox/draw.ts';

describe('draw', () => {
  it('hashes the same text to the same number on every machine', () => {
    expect([hash32(''), hash32('Paris'), hash48('Paris')]).toMatchInlineSnapshot(`
      [
        2872998923,
        2178725458,
        68648966673336,
      ]
    `);
  });

  it('stays inside its bounds for any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 1e6 }), (text, below) => {
        expect(drawInt(text, below)).toBeLessThan(below);
        expect(drawInt(text, below)).toBeGreaterThanOrEqual(0);
        expect(Number.isSafeInteger(hash48(text))).toBe(true);
        expect(['a', 'b', 'c']).toContain(drawFrom(text, ['a', 'b', 'c']));
      }),
    );
  });

  it('draws shares that are about as large as asked for', () => {
    const drawn = Array.from({ length: 10_000 }, (_, n) => inShare(`item ${n}`, 0.3)).filter(Boolean).length;
    expect(drawn).toBeGreaterThan(2_850);
    expect(drawn).toBeLessThan(3_150);
  });
});
