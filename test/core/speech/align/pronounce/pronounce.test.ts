import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MOST_PRONUNCIATIONS, pronounce } from '../../../../../core/src/speech/align/pronounce/pronounce.ts';
import { tokenReadings } from '../../../../../core/src/speech/align/pronounce/token-readings.ts';
import { theModel } from '../aligner.ts';

const soundsOf = async (token: string): Promise<string[]> => {
  const model = await theModel();
  return pronounce(token, model).map(words => words.map(word => word.map(phone => model.phones.names[phone]).join(' ')).join(' | '));
};

describe('pronounce', () => {
  it.each<[string, ...string[]]>([
    ['Tomato,', 'T AH M EY T OW', 'T AH M AA T OW'],
    ['well-known', 'W EH L | N OW N'],
    ["Cutaway's", 'K AH T AH W EY Z'],
    ["Zorblatt's", 'Z AO ER B L AE T S'],
    ["Brosch's", 'B R AO SH AH Z'],
    ['students’', 'S T UW D AH N T S'],
    ["rock'n'roll", 'R AA K AH N R OW L'],
    ['NASA', 'N AE S AH', 'EH N EY EH S EY'],
    ['CEOs', 'S IY IY OW Z'],
    ['J.F.K.', 'JH EY EH F K EY'],
    ['ZDF', 'Z IY D IY EH F'],
    ['5', 'F AY V'],
    ['$1', 'W AH N | D AA L ER'],
  ])('says %s as: %s', async (token, ...wanted) => expect(await soundsOf(token)).toEqual(expect.arrayContaining(wanted)));

  it('says nothing where nothing can be said', async () => {
    for (const token of ['-', '...', '日本', '']) expect(await soundsOf(token)).toEqual([]);
  });

  it('keeps a place for every reading of a number', async () => {
    const model = await theModel();
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{0,5}$/), digits => {
        const said = pronounce(digits, model).map(words => words.length);
        const read = tokenReadings(digits).map(words => words.length);
        expect(new Set(said)).toEqual(new Set(read));
      }),
    );
  });

  it('gives at most 8 different pronunciations of speech sounds to any token', async () => {
    const model = await theModel();
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), fc.stringMatching(/^[A-Za-z0-9.,'$%-]{1,40}$/)), token => {
        const found = pronounce(token, model);
        expect(found.length).toBeLessThanOrEqual(MOST_PRONUNCIATIONS);
        expect(new Set(found.map(words => words.flat().join(' '))).size).toBe(found.length);
        for (const words of found) {
          expect(words.length).toBeGreaterThan(0);
          for (const word of words) {
            expect(word.length).toBeGreaterThan(0);
            for (const phone of word) expect(model.phones.fillers[phone]).toBe(false);
          }
        }
      }),
    );
  });
});
