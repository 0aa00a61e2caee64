import { describe, expect, it } from '@jest/globals';
import { numberSentences } from '../../../../core/src/speech/read-transcript/number-sentences.ts';

interface Said {
  readonly text: string;
  readonly pauseMs?: number;
}

const numbers = (said: readonly Said[]): number[] => {
  let at = 0;
  return numberSentences(
    said.map(({ text, pauseMs = 0 }) => {
      const startMs = at;
      at += 300 + pauseMs;
      return { text, startMs, endMs: startMs + 300, timeSource: 'given', timeErrorMs: 0, at: 'here', endsSentence: false };
    }),
  );
};
const sentences = (text: string): string[] => {
  const words = text.split(' ');
  const ids = numbers(words.map(word => ({ text: word })));
  return [...new Set(ids)].map(id => words.filter((_, index) => ids[index] === id).join(' '));
};

describe('numberSentences', () => {
  it.each([
    [['Dr. Smith met J. F. Kennedy.', 'He was in the U.S. then.']],
    [['Really?', '“Yes!”', 'She left…', 'Then rain.']],
    [['It cost 3.5 million.', '1969 was late.']],
    [['We saw e.g. cats and vs. dogs.']],
  ])('ends sentences where a reader would: %j', expected => expect(sentences(expected.join(' '))).toEqual(expected));

  it('goes by pauses where nothing is punctuated', () => {
    const said = Array.from({ length: 12 }, (_, index) => ({ text: 'word', pauseMs: index % 4 === 3 ? 700 : 50 }));
    expect(numbers(said)).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]);
  });

  it('ignores pauses where sentences are punctuated', () => {
    const said = ['One', 'two', 'three', 'four', 'five.', 'Six', 'seven.'].map(text => ({ text, pauseMs: 900 }));
    expect(numbers(said)).toEqual([0, 0, 0, 0, 0, 1, 1]);
  });

  it('cuts a run of words without any end after sixty', () => {
    expect(numbers(Array.from({ length: 150 }, () => ({ text: 'word' }))).at(-1)).toBe(2);
  });
});
