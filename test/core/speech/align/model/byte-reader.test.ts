import { describe, expect, it } from '@jest/globals';
import { ByteReader } from '../../../../../core/src/speech/align/model/byte-reader.ts';
import { isAppError } from '../../../../../core/src/errors/app-error.ts';

describe('ByteReader', () => {
  it('reads numbers in the byte order the file announces', () => {
    const big = new ByteReader(Buffer.from([0x11, 0x22, 0x33, 0x44, 0, 0, 0, 7, 0x3f, 0x80, 0, 0]), 'big');
    big.byteOrder();
    expect(big.int32()).toBe(7);
    expect([...big.float32s(1)]).toEqual([1]);
    const little = new ByteReader(Buffer.from([0x44, 0x33, 0x22, 0x11, 7, 0, 0, 0]), 'little');
    little.byteOrder();
    expect(little.int32()).toBe(7);
  });

  it('names the file that ends before it should', () => {
    const reader = new ByteReader(Buffer.alloc(3), 'means');
    let thrown: unknown;
    try {
      reader.int32();
    } catch (error) {
      thrown = error;
    }
    expect(isAppError(thrown, 'INTERNAL')).toBe(true);
    expect(thrown).toMatchObject({ internal: expect.stringContaining('means') });
  });

  it('refuses a negative length that a damaged file may hold', () => {
    expect(() => new ByteReader(Buffer.alloc(8), 'mdef').bytes(-1)).toThrow();
  });
});
