import { describe, expect, it } from '@jest/globals';
import { LIMITS } from '../../core/src/platform/limits.ts';
import { read, sourceFiles } from './repository.ts';

const product = sourceFiles()
  .filter(path => !path.startsWith('test/') && !path.startsWith('core/src/platform/limits'))
  .map(read)
  .join('\n');

describe('limits', () => {
  it.each(Object.keys(LIMITS))('%s is enforced by code, not only printed', name => {
    expect(product).toMatch(new RegExp(`\\bLIMITS\\.${name}\\.value\\b`));
  });

  it('each have a reason', () => {
    for (const { what, why, value } of Object.values(LIMITS)) {
      expect(what.length).toBeGreaterThan(10);
      expect(why.length).toBeGreaterThan(20);
      expect(value).toBeGreaterThan(0);
    }
  });
});
