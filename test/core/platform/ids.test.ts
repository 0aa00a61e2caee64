import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createNewId } from '../../../core/src/platform/ids.ts';

const idAt = (ms: number, chance = 0): string =>
  createNewId(
    () => ms,
    count => new Uint8Array(count).fill(chance),
  )('prj');

describe('createNewId', () => {
  it('makes what the API takes for an id', () => {
    expect(idAt(Date.UTC(2026, 0, 1))).toMatch(/^prj_[0-9A-HJKMNP-TV-Z]{26}$/);
  });

  it('sorts by time, whatever chance adds', () => {
    const time = fc.integer({ min: 0, max: 2 ** 47 });
    fc.assert(
      fc.property(time, time, fc.nat(255), fc.nat(255), (one, other, a, b) => {
        fc.pre(one !== other);
        expect(idAt(one, a) < idAt(other, b)).toBe(one < other);
      }),
    );
  });

  it('tells ids of the same millisecond apart by chance', () => {
    expect(idAt(1, 3)).not.toBe(idAt(1, 4));
  });
});
