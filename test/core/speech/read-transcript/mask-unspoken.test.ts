import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { maskUnspoken } from '../../../../core/src/speech/read-transcript/mask-unspoken.ts';

const said = (text: string): string => maskUnspoken(text).replace(/\s+/gu, ' ').trim();

describe('maskUnspoken', () => {
  it.each([
    ['[Music] hello [laughs]', 'hello'],
    ['♪ la la ♪', 'la la'],
    ['{\\an8}top', 'top'],
    ['well (applause) thanks', 'well thanks'],
    ['well (loud applause from the crowd) thanks', 'well thanks'],
    ['(door opens)', ''],
    ['- (door opens)', ''],
    ['- yes\n- no', 'yes no'],
    ['>> hello >> hi', 'hello hi'],
    ['>> Anna Smith: hello', 'hello'],
    ['JOHN: hello', 'hello'],
    ['DR. ANNA O’NEIL: hello', 'hello'],
    ['JOHN:\nhello', 'hello'],
    ['Speaker 2: hello', 'hello'],
  ])('leaves out what nobody says in %j', (text, expected) => expect(said(text)).toBe(expected));

  it.each([
    'the tower (which is in Paris) stands',
    'REMEMBER: NEVER GIVE UP',
    'one thing: never give up',
    'at 10:30 we left',
    'a - b',
    'the laughter stopped',
    'x > y',
    'an open [ bracket',
  ])('keeps what may be said in %j', text => expect(said(text)).toBe(text));

  it('changes no offset', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('[', ']', '(', ')', '>', ':', '-', ' ', '\n', 'A', 'b', '♪', '{\\', '}', '𝄞') }),
        text => {
          const masked = maskUnspoken(text);
          expect(masked).toHaveLength(text.length);
          for (let index = 0; index < text.length; index++) expect([text[index], ' ']).toContain(masked[index]);
        },
      ),
    );
  });
});
