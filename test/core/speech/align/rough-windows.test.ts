import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { roughWindows } from '../../../../core/src/speech/align/rough-windows.ts';
import { windowsOfCues, windowsOfWords } from '../../../../core/src/speech/align/windows.ts';
import { transcriptOf } from './aligner.ts';

const words = (count: number, text = 'word') => Array.from({ length: count }, (_, i) => ({ text, startMs: 400 * i, endMs: 400 * i + 300 }));

describe('roughWindows', () => {
  it('looks in the caption where there are captions', () => {
    const cues = [{ startMs: 0, endMs: 2_000, fromWord: 0, toWord: 4 }];
    expect(roughWindows(transcriptOf(words(5), 'spread'), cues, 9_000)).toEqual(windowsOfCues(cues));
  });

  it('looks around times that words came with', () => {
    const given = transcriptOf(words(5), 'given');
    expect(roughWindows(given, [], 9_000)).toEqual(windowsOfWords(given));
  });

  it('looks for a word without times between its neighbours, a second more to either side', () => {
    const [one, two, three] = transcriptOf(words(3), 'given');
    const { words: windows } = roughWindows([one!, { ...two!, timeSource: 'spread' }, three!], [], 9_000);
    expect(windows[1]).toEqual({ startMs: 0, endMs: 1_800 });
  });

  it('looks everywhere in a short recording without times', () => {
    const { words: windows } = roughWindows(transcriptOf(words(4), 'spread'), [], 12_000);
    expect(windows).toEqual(Array.from({ length: 4 }, () => ({ startMs: 0, endMs: 13_000 })));
  });

  it('looks in a long recording without times around the place that the letters before it tell', () => {
    const { words: windows } = roughWindows(transcriptOf(words(100), 'spread'), [], 600_000);
    expect(windows[50]).toEqual({ startMs: 300_000 - 90_000 - 1_000, endMs: 306_000 + 90_000 + 1_000 });
  });

  it('has a window and a passage for every word, whatever is known', () => {
    const word = fc.record({
      startMs: fc.nat(60_000),
      length: fc.nat(500),
      timeSource: fc.constantFrom('given' as const, 'spread' as const),
    });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 30 }), fc.nat(60_000), (items, durationMs) => {
        const transcript = items.map(({ startMs, length, timeSource }) => ({ text: 'w', startMs, endMs: startMs + length, timeSource }));
        const windows = roughWindows(transcript, [], durationMs);
        expect(windows.words).toHaveLength(items.length);
        for (const { startMs, endMs } of windows.words) expect(endMs).toBeGreaterThanOrEqual(startMs);
        expect(windows.passages.reduce((sum, { fromWord, toWord }) => sum + toWord - fromWord + 1, 0)).toBe(items.length);
      }),
    );
  });
});
