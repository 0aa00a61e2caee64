import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MOST_READINGS, tokenReadings } from '../../../../../core/src/speech/align/pronounce/token-readings.ts';

const readingsOf = (token: string): string[] => tokenReadings(token).map(words => words.join(' '));

describe('tokenReadings', () => {
  it.each<[string, ...string[]]>([
    ['1962', 'nineteen sixty two', 'one thousand nine hundred sixty two', 'one nine six two'],
    ['2005,', 'two thousand five', 'two thousand and five', 'twenty oh five'],
    ['1,500', 'one thousand five hundred', 'a thousand five hundred'],
    ['205', 'two hundred five', 'two oh five', 'two zero five'],
    ['007', 'zero zero seven', 'oh oh seven'],
    ['21st', 'twenty first'],
    ['100th', 'one hundredth'],
    ['1990s', 'nineteen nineties'],
    ["'80s", 'eighties'],
    ["747's", 'seven forty sevens'],
    ['3.14', 'three point one four', 'three point fourteen'],
    ['.5', 'point five'],
    ['0.05', 'zero point oh five', 'point oh five', 'zero point zero five'],
    ['$1', 'one dollar'],
    ['$5', 'five dollars', 'five'],
    ['$5.50', 'five dollars fifty', 'five fifty', 'five dollars and fifty cents'],
    ['£2.5m', 'two point five million pounds'],
    ['20€', 'twenty euros'],
    ['20%', 'twenty percent'],
    ['-5°', 'minus five degrees', 'negative five degrees'],
    ['10:30', 'ten thirty'],
    ['10:05pm', 'ten oh five p.m.'],
    ['9:00', 'nine', "nine o'clock"],
    ['1/2', 'one half', 'a half'],
    ['2/3', 'two thirds'],
    ['1914–1918', 'nineteen fourteen nineteen eighteen'],
    ['R&D', 'R and D'],
    ['#1', 'number one', 'hashtag one'],
    ['you@example.com', 'you at example dot com'],
    ['Dr.', 'doctor', 'drive'],
    ['vs.', 'versus'],
    ['etc.', 'et cetera'],
    ['No.', 'number', 'No.'],
    ['Mrs', 'missus'],
    ['St.', 'saint', 'street'],
    ['II', 'two', 'the second'],
    ['COVID-19', 'COVID nineteen'],
    ['4K', 'four K'],
    ['“Naïve,”', 'Naive'],
    ['don’t', "don't"],
    ['you—ask', 'you ask'],
  ])('reads %s among others as: %s', (token, ...wanted) => expect(readingsOf(token)).toEqual(expect.arrayContaining(wanted)));

  it.each(['-', '—', '...', '…', '"', '?!', '', '日本', '♪'])('hears nothing in %p', token => expect(readingsOf(token)).toEqual([]));

  it('gives 1 to 8 different readings to any number', () => {
    const number = fc.oneof(
      fc.stringMatching(/^\d{1,25}$/),
      fc.stringMatching(/^[$£€]?\d{1,9}(\.\d{1,4})?[%skmMth]{0,2}$/),
      fc.stringMatching(/^\d{1,3}(,\d{3}){1,4}$/),
    );
    fc.assert(
      fc.property(number, token => {
        const readings = readingsOf(token);
        expect(readings.length).toBeGreaterThanOrEqual(1);
        expect(readings.length).toBeLessThanOrEqual(MOST_READINGS);
        expect(new Set(readings).size).toBe(readings.length);
      }),
    );
  });

  it('gets through any text, in words of letters, dots and apostrophes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), token => {
        for (const word of tokenReadings(token).flat()) expect(word).toMatch(/^[A-Za-z.']+$/);
      }),
    );
  });
});
