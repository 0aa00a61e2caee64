import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createCursorCodec } from '../../../../core/src/platform/dynamo/signed-cursor.ts';

const key = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
const purpose = { workspaceId: 'wsp_A', list: 'projects' };
const refusal = expect.objectContaining({ code: 'BAD_REQUEST' });

describe('a cursor', () => {
  const codec = createCursorCodec({ keys: () => [key(1)], clock: () => 0 });

  it('gives back any position it was made of', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), position => expect(codec.open(purpose, codec.seal(purpose, position))).toBe(position)),
    );
  });

  it('is refused with another owner or another list', () => {
    const cursor = codec.seal(purpose, 'p');
    for (const other of [
      { ...purpose, workspaceId: 'wsp_B' },
      { ...purpose, list: 'jobs' },
      { workspaceId: 'wsp_Ap', list: 'rojects' },
    ]) {
      expect(() => codec.open(other, cursor)).toThrow(refusal);
    }
  });

  it('is refused with any character changed, left out or added', () => {
    const cursor = codec.seal(purpose, '{"pk":"workspace#wsp_A"}');
    fc.assert(
      fc.property(fc.nat(cursor.length - 1), fc.constantFrom('', 'A', '.', 'AA'), (at, put) => {
        const changed = cursor.slice(0, at) + put + cursor.slice(at + 1);
        // The last character of a base64 text carries spare bits: only a change of what it decodes to is a change.
        const bytes = (text: string) => text.split('.').map(part => Buffer.from(part, 'base64url').toString('hex'));
        fc.pre(bytes(changed).join('.') !== bytes(cursor).join('.'));
        expect(() => codec.open(purpose, changed)).toThrow(refusal);
      }),
    );
  });

  it('is refused once its life is over', () => {
    let now = 0;
    const short = createCursorCodec({ keys: () => [key(1)], clock: () => now, lifeSeconds: 60 });
    const cursor = short.seal(purpose, 'p');
    now = 59_999;
    expect(short.open(purpose, cursor)).toBe('p');
    now = 60_000;
    expect(() => short.open(purpose, cursor)).toThrow(refusal);
  });

  it('outlives a change of keys while its key is still accepted, and not longer', () => {
    const cursor = codec.seal(purpose, 'p');
    expect(createCursorCodec({ keys: () => [key(2), key(1)], clock: () => 0 }).open(purpose, cursor)).toBe('p');
    expect(() => createCursorCodec({ keys: () => [key(2), key(3)], clock: () => 0 }).open(purpose, cursor)).toThrow(refusal);
  });

  it.each(['', '.', 'a.b', 'a.b.c', 'eyJwayI6IngifQ'])('%j is refused', text => {
    expect(() => codec.open(purpose, text)).toThrow(refusal);
  });

  it('cannot be made with a short key', () => {
    expect(() => createCursorCodec({ keys: () => [new Uint8Array(16)], clock: () => 0 })).toThrow(RangeError);
  });
});
