import { describe, expect, it } from '@jest/globals';
import type { Alignment } from '../../../../core/src/speech/align/alignment.ts';
import { settleTimes } from '../../../../core/src/speech/align/settle-times.ts';
import type { Word } from '../../../../core/src/speech/transcript.ts';
import { transcriptOf } from './aligner.ts';

const given = (count: number, timeSource: Word['timeSource'] = 'given'): Word[] =>
  transcriptOf(
    Array.from({ length: count }, (_, i) => ({ text: `w${i}`, startMs: 1_000 + 400 * i, endMs: 1_300 + 400 * i })),
    timeSource,
  );

/** The sound of each word lies so much later than its given time; `lost` words were not found. */
const alignmentOf = (words: readonly Word[], laterMs: (index: number) => number, lost: readonly number[] = []): Alignment => ({
  method: 'acoustic',
  words: words.map((word, i) =>
    lost.includes(i)
      ? { ...word, confidence: 0, phones: [], flagged: true }
      : {
          ...word,
          startMs: word.startMs + laterMs(i),
          endMs: word.endMs + laterMs(i),
          timeSource: 'aligned',
          timeErrorMs: 20,
          confidence: 0.99,
          phones: [],
          flagged: false,
        },
  ),
  rejected: [],
  garbageShare: 0,
  notes: [],
});

const whole = (words: readonly Word[]) => [{ fromWord: 0, toWord: words.length - 1 }];

describe('settleTimes', () => {
  it('keeps given times that agree with the sound, says how well they do, and measures by the sound', () => {
    const words = given(8);
    const {
      words: settled,
      measured,
      doubtful,
    } = settleTimes(
      words,
      alignmentOf(words, () => 15),
      whole(words),
    );
    expect(settled).toEqual(words.map(word => ({ ...word, timeErrorMs: 15 })));
    expect(measured.map(({ startMs }) => startMs)).toEqual(words.map(({ startMs }) => startMs + 15));
    expect(doubtful).toBe(0);
  });

  it('takes the sound’s times where the given ones are off, and counts them', () => {
    const words = given(8);
    const { words: settled, doubtful } = settleTimes(
      words,
      alignmentOf(words, () => 90),
      whole(words),
    );
    expect(settled.map(({ startMs, timeSource }) => [startMs, timeSource])).toEqual(words.map(({ startMs }) => [startMs + 90, 'aligned']));
    expect(doubtful).toBe(8);
  });

  it('decides passage by passage', () => {
    const words = given(8);
    const passages = [
      { fromWord: 0, toWord: 3 },
      { fromWord: 4, toWord: 7 },
    ];
    const { words: settled } = settleTimes(
      words,
      alignmentOf(words, i => (i < 4 ? 10 : 200)),
      passages,
    );
    expect(settled.map(({ timeSource }) => timeSource)).toEqual([...Array(4).fill('given'), ...Array(4).fill('aligned')]);
  });

  it('leaves a word that was not found with the times it came with', () => {
    const words = given(6);
    const { words: settled, measured } = settleTimes(
      words,
      alignmentOf(words, () => 90, [2]),
      whole(words),
    );
    expect([settled[2]!.startMs, settled[2]!.timeSource, measured[2]]).toEqual([words[2]!.startMs, 'given', words[2]]);
  });

  it('never takes given times for doubtful because of one or two words', () => {
    const words = given(2);
    expect(
      settleTimes(
        words,
        alignmentOf(words, () => 300),
        whole(words),
      ).words,
    ).toEqual(words);
  });

  it('takes the sound’s times for recognised and spread words without asking', () => {
    for (const timeSource of ['asr', 'spread'] as const) {
      const words = given(4, timeSource);
      const { words: settled } = settleTimes(
        words,
        alignmentOf(words, () => 10),
        whole(words),
      );
      expect(settled.every(word => word.timeSource === 'aligned')).toBe(true);
    }
  });

  it('gives times that never run backwards', () => {
    const words = given(6);
    const { words: settled } = settleTimes(
      words,
      alignmentOf(words, i => (i === 2 ? 900 : 90), [3]),
      whole(words),
    );
    settled.slice(1).forEach((word, i) => expect(word.startMs).toBeGreaterThanOrEqual(settled[i]!.startMs));
    for (const { startMs, endMs } of settled) expect(endMs).toBeGreaterThanOrEqual(startMs);
  });
});
