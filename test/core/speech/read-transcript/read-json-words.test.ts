import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { read, refusal, spoken } from './reading.ts';

const words = (...items: unknown[]): string => JSON.stringify({ words: items });

describe('JSON words', () => {
  it('are taken with their times, in seconds, as given', () => {
    const reading = read('words', words({ text: 'Hello,', start: 0.25, end: 0.5 }, { text: 'world.', start: 0.5, end: 1.0014 }));
    expect(reading.transcript.words).toMatchObject([
      { text: 'Hello,', startMs: 250, endMs: 500, timeSource: 'given' },
      { text: 'world.', startMs: 500, endMs: 1_001, timeSource: 'given' },
    ]);
    expect(reading.transcript.durationMs).toBe(1_001);
  });

  it('of two in one share its time, and are marked as spread', () => {
    const reading = read('words', words({ text: 'New York', start: 1, end: 2 }));
    expect(reading.transcript.words.map(word => [word.text, word.startMs, word.timeSource])).toEqual([
      ['New', 1_000, 'spread'],
      ['York', 1_429, 'spread'],
    ]);
  });

  it('that overlap end where the next one starts, and the answer says so', () => {
    const reading = read('words', words({ text: 'a', start: 0, end: 2 }, { text: 'b', start: 1, end: 3 }));
    expect(reading.transcript.words[0]?.endMs).toBe(1_000);
    expect(reading.notes).toHaveLength(1);
  });

  it('leave out sounds and keep lone punctuation with the word before it', () => {
    const items = ['Well', ' —', '[laughs]', 'yes'].map((text, index) => ({ text, start: index, end: index + 1 }));
    expect(spoken(read('words', words(...items)))).toBe('Well yes');
  });

  it.each([
    ['no JSON', '{"words":', 'the file'],
    ['another shape', '[1]', 'the file'],
    ['no words', '{"text":"hello"}', 'words'],
    ['a word without text', words({ start: 0, end: 1 }), 'words[0].text'],
    ['a time that is text', words({ text: 'a', start: '0', end: 1 }), 'words[0].start'],
    ['a time beyond every number', '{"words":[{"text":"a","start":0,"end":1e999}]}', 'words[0].end'],
    ['a time that is missing', words({ text: 'a', start: NaN, end: 1 }), 'words[0].start'],
    ['a negative time', words({ text: 'a', start: -1, end: 1 }), 'words[0].start'],
    ['a word that ends before its start', words({ text: 'a', start: 2, end: 1 }), 'words[0].end'],
    ['words out of order', words({ text: 'a', start: 2, end: 3 }, { text: 'b', start: 1, end: 2 }), 'words[1].start'],
  ])('are refused with place and reason for %s', (_, text, at) => {
    const answer = refusal(() => read('words', text));
    expect(answer.code).toBe('TRANSCRIPT_MALFORMED');
    expect(answer.issues[0]?.at).toBe(at);
    expect(answer.issues[0]?.why.length).toBeGreaterThan(0);
  });

  it('keep every start to the millisecond', () => {
    const starts = fc.array(fc.nat(7_200_000), { minLength: 1, maxLength: 50 }).map(list => list.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(starts, list => {
        const file = words(...list.map(ms => ({ text: 'word', start: ms / 1000, end: ms / 1000 })));
        expect(read('words', file).transcript.words.map(word => word.startMs)).toEqual(list);
      }),
    );
  });
});
