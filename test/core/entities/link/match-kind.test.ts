import { describe, expect, it } from '@jest/globals';
import { itemNames, matchKind, partOfName } from '../../../../core/src/entities/link/match-kind.ts';
import { plainText } from '../../../../core/src/platform/plain-text.ts';
import { aKnowledgeItem } from '../../../../core/src/testing/memory-knowledge-base.ts';

const poet = itemNames(aKnowledgeItem('Q1', 'Ada Thorne', { aliases: [plainText('Thorne')] }));

describe('one name of a person', () => {
  it('is one also where the item lists it as a name of its own, and behind a title', () => {
    expect(matchKind('Thorne', poet, 'HUMAN')).toBe('alias');
    expect(partOfName('Thorne', poet, 'HUMAN')).toBe('last');
    expect(partOfName('Mrs Thorne', poet, 'HUMAN')).toBe('last');
    expect(partOfName('Ada', poet, 'HUMAN')).toBe('first');
  });

  it('is neither the full name nor a word of a place', () => {
    expect(partOfName('Ada Thorne', poet, 'HUMAN')).toBeNull();
    expect(partOfName('Thorne', poet, 'PLACE')).toBeNull();
    expect(partOfName('Thorne', itemNames(aKnowledgeItem('Q2', 'Thorne', {})), 'HUMAN')).toBeNull();
  });
});
