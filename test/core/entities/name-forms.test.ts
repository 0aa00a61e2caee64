import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { givenAndFamily, nameVariants, normaliseName, squashName, withoutTitle } from '../../../core/src/entities/name-forms.ts';

describe('forms of a name', () => {
  it.each([
    ['the Beatles', 'beatles'],
    ['“Beyoncé’s', 'beyonce'],
    ['@NASA', 'nasa'],
    ['#MeToo!', 'metoo'],
    ['O. J. Simpson', 'o. j. simpson'],
    ['Washington, D.C.', 'washington, d.c.'],
    ['São  Paulo', 'sao paulo'],
    ['Par\u200Bis', 'paris'],
    ['\u202BTel Aviv\u202C', 'tel aviv'],
    ['The Who', 'who'],
    ['The', 'the'],
    ['東京', '東京'],
    ['🙂', ''],
  ])('%j is compared as %j', (name, form) => {
    expect(normaliseName(name)).toBe(form);
  });

  it('a form is its own form, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), name => {
        const form = normaliseName(name);
        expect(normaliseName(form.replace(/^the /, ''))).toBe(normaliseName(form.replace(/^the /, '')));
        expect(form.trim()).toBe(form);
      }),
    );
  });

  it('points and spaces do not tell two names apart once squashed', () => {
    expect(squashName('O.J. Simpson')).toBe(squashName('O. J. Simpson'));
  });

  it.each([
    ['president john f. kennedy', 'john f. kennedy'],
    ['vice president harris', 'harris'],
    ['dr. bailey', 'bailey'],
    ['president', null],
    ['lincoln', null],
  ])('without its titles %j is %j', (name, bare) => {
    expect(withoutTitle(name)).toBe(bare);
  });

  it('knows other spellings of a name', () => {
    expect(nameVariants('apple inc')).toContain('apple');
    expect(nameVariants('paris, france')).toContain('paris');
    expect(nameVariants('city of london')).toContain('london');
    expect(nameVariants('vikings')).toContain('viking');
    expect(nameVariants('paris')).not.toContain('paris');
  });

  it.each([
    ['Martin Luther King Jr.', { first: 'martin', last: 'king' }],
    ['Laura Bailey (voice actress)', { first: 'laura', last: 'bailey' }],
    ['Madonna', null],
  ])('%j has a first and a last name: %j', (label, parts) => {
    expect(givenAndFamily(label)).toEqual(parts);
  });
});
