import { beforeAll, describe, expect, it } from '@jest/globals';
import { emphasisedNouns } from '../../../../core/src/entities/concepts/emphasised-nouns.ts';
import { type LemmaTable, loadLemmaTable } from '../../../../core/src/entities/concepts/lemma-table.ts';
import { aHearing } from '../../../../core/src/testing/entity-builders.ts';
import { committed } from '../../../support/fixtures.ts';

let table: LemmaTable;
beforeAll(async () => {
  table = await loadLemmaTable(committed('models/concepts'));
});

/** @param names words of the text that belong to names @returns what is found where every word is stressed */
const found = (text: string, names: readonly string[] = []): readonly string[] => {
  const words = text.split(' ');
  const hearing = aHearing(text, words);
  const taken = new Set(words.flatMap((word, index) => (names.includes(word) ? [index] : [])));
  return emphasisedNouns(hearing, table, taken).map(({ name }) => name);
};

describe('stressed concrete nouns', () => {
  it.each([
    ['a thing', 'we looked at the old camera', ['camera']],
    ['more than one of a thing', 'there were two cameras on it', ['camera']],
    ['nothing without a body', 'we talked about freedom and progress', []],
    ['no person', 'the president met his mother', []],
  ])('%s', (_, text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('two nouns that are one thing are that thing', () => {
    expect(found('they built a space telescope there')).toEqual(['space telescope']);
    expect(found('we ate ice cream outside')).toEqual(['ice cream']);
  });

  it('words of two sentences, or with a mark between them, are two things', () => {
    expect(found('I sold the guitar. Cameras stayed.')).toEqual(['guitar', 'camera']);
    expect(found('a guitar, cameras and more')).toEqual(['guitar', 'camera']);
  });

  it('an office is no furniture', () => {
    expect(found('Thank you, Madam Chair, for the time')).toEqual([]);
    expect(found('thank you madam chair for the time')).toEqual([]);
    expect(found('now the chair recognizes the gentleman')).toEqual([]);
    expect(found('he sat down on the chair again')).toEqual(['chair']);
  });

  it('what somebody does is no thing of that name', () => {
    expect(found('three years ago I spoke here')).toEqual([]);
    expect(found('she’d ring them and they didn’t bat at it')).toEqual([]);
    expect(found('the spoke of a wheel broke')).toEqual(['spoke', 'wheel']);
    expect(found('So did they. Cameras stayed.')).toEqual(['camera']);
  });

  it('a part of a name is no thing, nor is the same word elsewhere in the talk', () => {
    expect(found('We saw the Orion Telescope there', ['Orion'])).toEqual([]);
    expect(found('they told us Apple was late and the apple stayed here', ['Apple'])).toEqual([]);
  });
});
