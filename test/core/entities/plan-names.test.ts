import { describe, expect, it } from '@jest/globals';
import { groupNames } from '../../../core/src/entities/plan-names.ts';
import type { NameType, RecognisedName } from '../../../core/src/entities/recognise/name-recogniser.ts';

/** Names said one after the other, a word apart. */
const said = (...names: readonly (readonly [string, NameType])[]): readonly RecognisedName[] => {
  let start = 0;
  let fromWord = 0;
  return names.map(([surface, type]) => {
    const words = surface.split(' ').length;
    const name = { fromWord, toWord: fromWord + words - 1, start, end: start + surface.length, surface, type, confidence: 0.9 };
    start += surface.length + 6;
    fromWord += words + 1;
    return name;
  });
};
const groups = (...names: readonly (readonly [string, NameType])[]): readonly string[] =>
  groupNames(said(...names)).map(({ name, mentions }) => `${name}: ${mentions.map(mention => mention.surface).join(', ')}`);

describe('names that mean one thing', () => {
  it('case, possessive, marks and diacritics do not part a name from itself', () => {
    expect(groups(['Beyoncé', 'PER'], ["beyonce's", 'PER'], ['BEYONCÉ!', 'PER'])).toEqual(["Beyoncé: Beyoncé, beyonce's, BEYONCÉ!"]);
  });

  it('a surname or first name belongs to the full name said before it', () => {
    expect(groups(['Neil Armstrong', 'PER'], ['Louis Gray', 'PER'], ['Armstrong', 'PER'], ['Louis', 'PER'])).toEqual([
      'Neil Armstrong: Neil Armstrong, Armstrong',
      'Louis Gray: Louis Gray, Louis',
    ]);
  });

  it('a surname that two people of the talk bear is given to neither', () => {
    expect(groups(['Michael Jackson', 'PER'], ['Janet Jackson', 'PER'], ['Jackson', 'PER'])).toEqual([
      'Michael Jackson: Michael Jackson',
      'Janet Jackson: Janet Jackson',
      'Jackson: Jackson',
    ]);
  });

  it('of two people of one surname, the one named first and last is meant', () => {
    const names = [
      ['John Kennedy', 'PER'],
      ['Robert Kennedy', 'PER'],
      ['John Kennedy', 'PER'],
      ['Kennedy', 'PER'],
    ] as const;
    expect(groups(...names)[0]).toBe('John Kennedy: John Kennedy, John Kennedy, Kennedy');
  });

  it('a surname said before the full name belongs to it all the same', () => {
    expect(groups(['Curie', 'PER'], ['Marie Curie', 'PER'])).toEqual(['Marie Curie: Curie, Marie Curie']);
  });

  it('a nickname belongs to the full name, either way round', () => {
    expect(groups(['Robert Kennedy', 'PER'], ['Bobby', 'PER'])).toEqual(['Robert Kennedy: Robert Kennedy, Bobby']);
    expect(groups(['Bill Clinton', 'PER'], ['William', 'PER'])).toEqual(['Bill Clinton: Bill Clinton, William']);
  });

  it('titles stand outside the name of a person, and stay in every other name', () => {
    const [person, place] = groupNames(said(['President Abraham Lincoln', 'PER'], ['Prince Edward Island', 'LOC']));
    expect(person).toMatchObject({ name: 'Abraham Lincoln', mentions: [{ fromWord: 1, toWord: 2, start: 10 }] });
    expect(place?.name).toBe('Prince Edward Island');
  });

  it('an acronym belongs to what it abbreviates', () => {
    expect(groups(['World Health Organization', 'ORG'], ['WHO', 'ORG'], ['W.H.O.', 'ORG'])).toEqual([
      'World Health Organization: World Health Organization, WHO, W.H.O.',
    ]);
  });

  it('a city keeps apart from the person of the same name', () => {
    expect(groups(['George Washington', 'PER'], ['Washington', 'LOC'], ['Washington', 'PER'])).toEqual([
      'George Washington: George Washington, Washington',
      'Washington: Washington',
    ]);
  });

  it('10,000 mentions of 5,000 names are grouped', () => {
    const names = Array.from({ length: 10_000 }, (_, index) => [`Given${index % 5_000} Family${index % 5_000}`, 'PER'] as const);
    expect(groupNames(said(...names))).toHaveLength(5_000);
  });
});
