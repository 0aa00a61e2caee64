import { describe, expect, it } from '@jest/globals';
import { etagOf, versionOf } from '../../../core/src/platform/etag.ts';

describe('versionOf', () => {
  it('reads what etagOf wrote', () => {
    expect(versionOf(etagOf(42))).toBe(42);
  });

  it.each([undefined, '', ' '])('asks for a precondition where there is none (%j)', header => {
    expect(() => versionOf(header)).toThrow(expect.objectContaining({ code: 'PRECONDITION_REQUIRED' }));
  });

  it.each(['*', 'W/"v1"', '"v0"', '"v-1"', '"v1", "v2"', 'v1', '"v9999999999999999"'])('refuses %s, which is no tag of ours', header => {
    expect(() => versionOf(header)).toThrow(expect.objectContaining({ code: 'PRECONDITION_FAILED' }));
  });
});
