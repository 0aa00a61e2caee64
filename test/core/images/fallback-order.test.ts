import { describe, expect, it } from '@jest/globals';
import { mayServe, ORIGIN_ORDER } from '../../../core/src/images/fallback-order.ts';
import { aConcept, aKindOfThing, aLinkedEntity, anUnlinkedName } from '../../../core/src/testing/image-builders.ts';

const SUBJECTS = {
  'the workspace has its own picture': aLinkedEntity({ kind: 'owner', link: { status: 'not-named', why: 'own picture' } }),
  'a named thing that is known': aLinkedEntity(),
  'a name of which nobody knows what it means': anUnlinkedName(),
  'a concept': aConcept(),
  'a concept whose kind of thing is known': aKindOfThing(),
};

describe('the order of fallbacks', () => {
  it('is own picture, file of the item, files that depict it, words, stock', () => {
    expect(ORIGIN_ORDER).toEqual(['owner', 'item-file', 'depicts', 'text-search', 'stock']);
  });

  it.each([
    ['the workspace has its own picture', ['owner'], 'POLICY'],
    ['a named thing that is known', ['owner', 'item-file', 'depicts', 'text-search'], 'STOCK_FOR_NAME'],
    ['a name of which nobody knows what it means', ['owner'], 'STOCK_FOR_NAME'],
    ['a concept', ['owner', 'stock'], null],
    ['a concept whose kind of thing is known', ['owner', 'item-file', 'depicts', 'stock'], null],
  ] as const)('where %s: %j serve, and stock is refused with %s', (subject, serving, stock) => {
    const steps = ORIGIN_ORDER.map(origin => [origin, mayServe(origin, SUBJECTS[subject])] as const);
    expect(steps.filter(([, step]) => step.serves).map(([origin]) => origin)).toEqual(serving);
    for (const [, step] of steps) if (!step.serves) expect(step.why).not.toBe('');
    const last = mayServe('stock', SUBJECTS[subject]);
    expect(last.serves ? null : last.code).toBe(stock);
  });
});
