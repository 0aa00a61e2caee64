import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseSearch } from '../../../../local/sandbox/commons/search-query.ts';
import { sceneFilesOf } from '../../../../local/sandbox/commons/scene-files.ts';
import { fewItems } from '../sandbox-under-test.ts';

const [adams] = fewItems().items;
const files = adams === undefined ? [] : sceneFilesOf(adams);
const found = (text: string) => files.filter(parseSearch(text).fits).map(file => file.name);

describe('parseSearch', () => {
  it('asks for every word, whole phrases, and none of what is unwanted', () => {
    expect(found('douglas adams portrait').length).toBe(2);
    expect(found('"adams portrait"').length).toBe(2);
    expect(found('"portrait adams"')).toEqual([]);
    expect(found('adams portrait -cropped').length).toBe(1);
    expect(found('adams -"douglas adams"')).toEqual([]);
  });

  it('reads statements with alternatives, qualifiers, negation and bare properties', () => {
    expect(parseSearch('haswbstatement:P180=Q1|P180=Q2[P462=Q3]').statements).toEqual([
      [
        { property: 'P180', value: 'Q1' },
        { property: 'P180', value: 'Q2' },
      ],
    ]);
    expect(found('haswbstatement:P180').length).toBe(found('haswbstatement:P180=Q42').length);
    expect(found('-haswbstatement:P180=Q42 adams').length + found('haswbstatement:P180=Q42 adams').length).toBe(found('adams').length);
    expect(found('haswbstatement:P275=Q1')).toEqual([]);
  });

  it('takes unknown keywords for words', () => {
    expect(parseSearch('apollo:eleven').text).toBe('apollo eleven');
  });

  it('nearly fits wherever it fits, for any text', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const { fits, nearlyFits } = parseSearch(text);
        for (const file of files) if (fits(file)) expect(nearlyFits(file)).toBe(true);
      }),
    );
  });
});
