import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mentionScore } from '../../../core/src/entities/mention-score.ts';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const talk = fc
  .array(fc.record({ score: share, sentence: fc.nat(2) }), { minLength: 1, maxLength: 30 })
  .map(words => words.sort((a, b) => a.sentence - b.sentence));
const mention = talk.chain(words =>
  fc.tuple(fc.nat(words.length - 1), fc.nat(3)).map(([from, length]) => ({ words, from, to: Math.min(words.length - 1, from + length) })),
);

describe('mention score', () => {
  it('lies between 0 and 1', () => {
    fc.assert(
      fc.property(mention, ({ words, from, to }) => {
        const score = mentionScore(words, from, to);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('never falls when any word is stressed more', () => {
    fc.assert(
      fc.property(mention, fc.nat(), share, ({ words, from, to }, which, more) => {
        const index = which % words.length;
        const louder = words.map((word, at) => (at === index ? { ...word, score: Math.max(word.score, more) } : word));
        expect(mentionScore(louder, from, to)).toBeGreaterThanOrEqual(mentionScore(words, from, to));
      }),
    );
  });

  it('is at least the highest emphasis of its own words, and exactly that when nothing around is stressed', () => {
    const quiet = { score: 0, sentence: 0 };
    const words = [quiet, { score: 0.3, sentence: 0 }, { score: 0.7, sentence: 0 }, quiet];
    expect(mentionScore(words, 1, 2)).toBe(0.7);
  });

  it('stress nearby counts less with every word between, and not across a sentence', () => {
    const at = (distance: number, sentence = 0): number =>
      mentionScore(
        Array.from({ length: 6 }, (_, index) => ({ score: index === distance ? 1 : 0, sentence: index === 0 ? 0 : sentence })),
        0,
        0,
      );
    expect(at(1)).toBeCloseTo(0.3);
    expect(at(2)).toBeCloseTo(0.18);
    expect(at(5)).toBe(0);
    expect(at(1, 1)).toBe(0);
  });
});
