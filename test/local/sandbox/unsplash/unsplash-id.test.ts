import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { idOf, numberOf, slugOf } from '../../../../local/sandbox/unsplash/unsplash-id.ts';

describe('ids of photographs', () => {
  it('have eleven characters and lead back to the number, alone and at the end of a slug', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 48 - 1 }), fc.string(), (number, alt) => {
        const id = idOf(number);
        expect(id).toMatch(/^[0-9a-zA-Z]{11}$/);
        expect(numberOf(id)).toBe(number);
        expect(numberOf(slugOf(alt, id))).toBe(number);
      }),
    );
  });
});
