import { describe, expect, it } from '@jest/globals';
import { variations } from '../../../../../core/src/speech/align/pronounce/variations.ts';

describe('variations', () => {
  it('starts with all first choices and changes one place at a time, the likelier choices first', () => {
    expect(variations([['a', 'b', 'c'], ['x'], ['1', '2']], 9).map(row => row.join(''))).toEqual(['ax1', 'bx1', 'ax2', 'cx1']);
  });

  it('stops at the limit', () => expect(variations([['a', 'b', 'c']], 2)).toHaveLength(2));

  it('has no sequence where a place has no choice, and one empty sequence of no places', () => {
    expect(variations([['a'], []], 9)).toEqual([]);
    expect(variations([], 9)).toEqual([[]]);
  });
});
