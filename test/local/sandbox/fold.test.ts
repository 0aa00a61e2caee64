import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fold, wordsOf } from '../../../local/sandbox/fold.ts';

describe('fold', () => {
  it('ignores case and diacritics, also of letters that Unicode does not decompose', () => {
    expect(fold('Skłodowska Ørsted Straße Zoë’s')).toBe("sklodowska orsted strasse zoe's");
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
    );
  });
});

describe('wordsOf', () => {
  it('cuts at everything that is neither letter nor digit', () => {
    expect(wordsOf('O’Dwyer, 3rd (Ünal): Ж-5')).toEqual(['o', 'dwyer', '3rd', 'unal', 'ж', '5']);
  });
});
