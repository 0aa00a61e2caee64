import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Letters } from '../../../../local/sandbox/painter/letters.ts';

const letters = new Letters();

describe('Letters', () => {
  it('has Latin, accented, Greek and Cyrillic letters, and a box for the rest', () => {
    const box = letters.path('漢', 0, 0, 10);
    for (const character of 'aZ9é&ąłőΩж') expect(letters.path(character, 0, 0, 10)).not.toBe(box);
    expect(letters.path('字', 0, 0, 10)).toBe(box);
  });

  it('writes path data that is numbers and commands only, at any place and size', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 20 }),
        fc.double({ min: 0, max: 5_000, noNaN: true }),
        fc.double({ min: 0.5, max: 900, noNaN: true }),
        (text, x, size) => {
          expect(letters.path(text, x, 300.1234, size)).toMatch(/^(?:[MLQCZ]|-?\d+\.\d| )*$/);
        },
      ),
    );
  });

  it('wraps into lines that fit, and cuts what is left over with an ellipsis', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 120 }), fc.integer({ min: 1, max: 3 }), (text, most) => {
        const lines = letters.wrap(text, 10, 120, most);
        expect(lines.length).toBeLessThanOrEqual(most);
        for (const line of lines) expect(letters.width(line, 10)).toBeLessThanOrEqual(120);
      }),
    );
    expect(letters.wrap('one two three four five six', 10, 60, 1)[0]).toMatch(/…$/);
    expect(letters.wrap('short', 10, 600, 2)).toEqual(['short']);
  });
});
