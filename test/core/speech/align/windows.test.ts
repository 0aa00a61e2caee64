import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { windowsOfCues, windowsOfWords } from '../../../../core/src/speech/align/windows.ts';

describe('windowsOfWords', () => {
  it('looks a second around each word, not before the start', () => {
    expect(windowsOfWords([{ startMs: 400, endMs: 700 }]).words).toEqual([{ startMs: 0, endMs: 1_700 }]);
  });

  it('puts every word into one passage, in order, of about twenty words', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), count => {
        const { passages } = windowsOfWords(Array.from({ length: count }, () => ({ startMs: 0, endMs: 0 })));
        const covered = passages.flatMap(({ fromWord, toWord }) => Array.from({ length: toWord - fromWord + 1 }, (_, i) => fromWord + i));
        expect(covered).toEqual(Array.from({ length: count }, (_, i) => i));
        for (const { fromWord, toWord } of passages) expect(toWord - fromWord + 1).toBeLessThanOrEqual(30);
        if (count >= 20) for (const { fromWord, toWord } of passages) expect(toWord - fromWord + 1).toBeGreaterThanOrEqual(13);
      }),
    );
  });

  it('has nothing for no words', () => expect(windowsOfWords([])).toEqual({ words: [], passages: [] }));
});

describe('windowsOfCues', () => {
  it('lets every word be anywhere in its cue, a second more to either side', () => {
    const windows = windowsOfCues([
      { startMs: 2_000, endMs: 4_000, fromWord: 0, toWord: 1 },
      { startMs: 4_000, endMs: 5_000, fromWord: 2, toWord: 2 },
    ]);
    expect(windows.words).toEqual([
      { startMs: 1_000, endMs: 5_000 },
      { startMs: 1_000, endMs: 5_000 },
      { startMs: 3_000, endMs: 6_000 },
    ]);
    expect(windows.passages).toEqual([
      { fromWord: 0, toWord: 1 },
      { fromWord: 2, toWord: 2 },
    ]);
  });
});
