import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { copiesOf } from '../../../../../core/src/speech/align/graph/phone-copies.ts';
import { POSITION } from '../../../../../core/src/speech/align/model/phone-set.ts';
import { theModel } from '../aligner.ts';

const SPEECH = fc.integer({ min: 2, max: 31 });
const word = fc.array(SPEECH, { minLength: 1, maxLength: 4 });

describe('copiesOf', () => {
  it('gives every pair of neighbours exactly one copy, with the sequence the model has for them', async () => {
    const { phones } = await theModel();
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 3 }),
        fc.array(SPEECH, { maxLength: 6 }),
        fc.array(SPEECH, { maxLength: 6 }),
        (words, lasts, firsts) => {
          const line = copiesOf(words, lasts, firsts, phones);
          const [outerLeft, outerRight] = [new Set([phones.silence, ...lasts]), new Set([phones.silence, ...firsts])];
          const flat = words.flatMap(sounds => sounds.map((phone, i) => ({ phone, begins: i === 0, ends: i === sounds.length - 1 })));
          expect(line.map(({ copies }) => copies[0]?.phone)).toEqual(flat.map(({ phone }) => phone));
          flat.forEach(({ phone, begins, ends }, i) => {
            const position = begins ? (ends ? POSITION.single : POSITION.begin) : ends ? POSITION.end : POSITION.internal;
            for (const left of i === 0 ? outerLeft : [flat[i - 1]!.phone]) {
              for (const right of i === flat.length - 1 ? outerRight : [flat[i + 1]!.phone]) {
                const fitting = line[i]!.copies.filter(({ lefts, rights }) => lefts.has(left) && rights.has(right));
                expect(fitting.map(({ sequence }) => sequence)).toEqual([phones.sequenceOf(position, phone, left, right)]);
              }
            }
          });
        },
      ),
    );
  });

  it('lets a pause in between the words of one token, and nowhere else', async () => {
    const { phones } = await theModel();
    expect(copiesOf([[2, 3], [4], [5, 6]], [], [], phones).map(({ pauseBefore }) => pauseBefore)).toEqual([
      false,
      false,
      true,
      true,
      false,
    ]);
  });
});
