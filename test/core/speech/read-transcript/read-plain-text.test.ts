import { describe, expect, it } from '@jest/globals';
import { read } from './reading.ts';

describe('plain text', () => {
  it('is spread at 150 words a minute, one sentence a line', () => {
    const { transcript, cues } = read('text', 'one two three\n\nfour five six\r\nseven');
    expect(transcript.durationMs).toBe(7 * 400);
    expect(transcript.words.map(word => word.sentence)).toEqual([0, 0, 0, 1, 1, 1, 2]);
    expect(transcript.words.map(word => word.startMs)).toEqual([0, 327, 655, 1_200, 1_636, 2_073, 2_400]);
    expect(cues).toEqual([]);
  });

  it('owns that its times get worse the longer the talk lasts', () => {
    const errors = read('text', 'a b c d\n'.repeat(100)).transcript.words.map(word => word.timeErrorMs);
    expect(errors).toEqual(errors.toSorted((a, b) => a - b));
    expect(errors.at(-1)).toBe(400 + 0.2 * 160_000);
  });

  it('of a script without spaces is split into words', () => {
    expect(read('text', '東京タワーは高い。').transcript.words.length).toBeGreaterThan(2);
  });
});
