import { describe, expect, it } from '@jest/globals';
import { EntityType } from '../../../../../core/src/entities/entity.ts';
import { promptFor } from '../../../../../core/src/images/rank/image-text/clip-prompts.ts';
import { aConcept, aKindOfThing, aLinkedEntity, anUnlinkedName } from '../../../../../core/src/testing/image-builders.ts';

describe('what pictures of an entity are compared with', () => {
  it('says what is known of a linked entity', () => {
    expect(promptFor(aLinkedEntity())).toBe('a photo of the person Ada Lovelace, English mathematician (1815–1852)');
    expect(promptFor(aLinkedEntity({ type: 'place' }, { label: 'Paris' as never, description: '' as never }))).toBe(
      'a photo of the place Paris',
    );
  });

  it('says the name alone where nothing more is known', () => {
    expect(promptFor(anUnlinkedName({ type: 'unknown', name: 'Zorblax' as never }))).toBe('a photo of Zorblax');
    expect(promptFor(aConcept())).toBe('a photo of a volcano');
  });

  it('says what kind of thing a word is, where that was found', () => {
    expect(promptFor(aKindOfThing())).toBe('a photo of a volcano, rupture in the crust of a planet');
  });

  it('has another text for every type', () => {
    expect(new Set(EntityType.options.map(type => promptFor(aLinkedEntity({ type }))))).toHaveProperty('size', EntityType.options.length);
  });
});
