import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Alignment } from '../../../../../core/src/speech/align/alignment.ts';
import { assemble } from '../../../../../core/src/speech/align/result/assemble.ts';
import type { FoundWord } from '../../../../../core/src/speech/align/search/path-reader.ts';
import { windowsOfCues, windowsOfWords } from '../../../../../core/src/speech/align/windows.ts';
import { transcriptOf } from '../aligner.ts';

const NAMES = ['AA', 'AE'];
const LOST: FoundWord = { phones: [], garbageBefore: 0 };

/** A word of one phone from frame `start` to `end`. */
const foundAt = (start: number, end: number, shortfall = 0, garbageBefore = 0): FoundWord => ({
  phones: [{ phone: 0, start, end, shortfall: shortfall * (end - start) }],
  garbageBefore,
});

const rough = (count: number): { text: string; startMs: number; endMs: number }[] =>
  Array.from({ length: count }, (_, i) => ({ text: 'word', startMs: 300 * i, endMs: 300 * i + 250 }));

const assembled = (found: readonly FoundWord[], words = transcriptOf(rough(found.length))): Alignment =>
  assemble({
    words,
    found: found.map((word, index) => ({ index, found: word })),
    passages: windowsOfWords(words).passages,
    names: NAMES,
    durationMs: 600_000,
  });

describe('assemble', () => {
  it('adds half a window to every boundary, and says how far off it may be', () => {
    const { words } = assembled([foundAt(100, 130), foundAt(130, 150), foundAt(160, 180, 2.5)]);
    expect(words[0]).toMatchObject({ startMs: 1_015, endMs: 1_315, timeSource: 'aligned', timeErrorMs: 20, flagged: false });
    expect(words[0]!.phones).toEqual([{ phone: 'AA', startMs: 1_015, endMs: 1_315 }]);
    expect(words[2]).toMatchObject({ timeErrorMs: 50, flagged: false });
  });

  it('flags a word that does not sound like what is written, and keeps its place', () => {
    const { words, notes } = assembled([foundAt(10, 20), foundAt(20, 30), foundAt(30, 40, 5)]);
    expect(words.map(({ flagged }) => flagged)).toEqual([false, false, true]);
    expect(words[2]!.confidence).toBeLessThan(0.5);
    expect(notes).toEqual(['1 word of 3 does not sound like what is written.']);
  });

  it('leaves a lost word its own times, between its neighbours', () => {
    const { words, notes } = assembled([foundAt(10, 40), LOST, foundAt(45, 70)]);
    expect(words[1]).toMatchObject({
      startMs: 415,
      endMs: 465,
      timeSource: 'asr',
      timeErrorMs: 100,
      confidence: 0,
      flagged: true,
      phones: [],
    });
    expect(notes).toEqual(['1 word of 3 could not be heard and keeps the times from before.']);
  });

  it('gives a token without speech no flag and no time of its own', () => {
    const words = transcriptOf(rough(3));
    const found = [0, 2].map(index => ({ index, found: foundAt(20 * index, 20 * index + 20) }));
    const { words: placed } = assemble({ words, found, passages: windowsOfWords(words).passages, names: NAMES, durationMs: 10_000 });
    expect(placed[1]).toMatchObject({ flagged: false, timeSource: 'asr', startMs: 300, endMs: 415 });
  });

  it('rejects a passage of which more than 40 % is lost or flagged, and no other', () => {
    const words = transcriptOf(rough(10));
    const found = Array.from({ length: 10 }, (_, index) => ({
      index,
      found: index < 3 ? LOST : foundAt(100 + 10 * index, 110 + 10 * index),
    }));
    const cues = [
      { startMs: 0, endMs: 1_500, fromWord: 0, toWord: 4 },
      { startMs: 1_500, endMs: 3_000, fromWord: 5, toWord: 9 },
    ];
    const {
      rejected,
      words: placed,
      notes,
    } = assemble({ words, found, passages: windowsOfCues(cues).passages, names: NAMES, durationMs: 10_000 });
    expect(rejected).toEqual([{ fromWord: 0, toWord: 4 }]);
    expect(placed.map(({ timeSource }) => timeSource)).toEqual([
      ...new Array<string>(5).fill('asr'),
      ...new Array<string>(5).fill('aligned'),
    ]);
    expect(placed.slice(0, 4).map(({ startMs }) => startMs)).toEqual([0, 300, 600, 900]);
    expect(notes[0]).toMatch(/0:00–0:01/);
  });

  it('rejects a passage of which more than 30 % is sound the text lacks', () => {
    const filled = Array.from({ length: 5 }, (_, i) => foundAt(100 * i, 100 * i + 60, 0, i === 0 ? 0 : 40));
    expect(assembled(filled).rejected).toHaveLength(1);
    expect(assembled(filled.map(word => ({ ...word, garbageBefore: 20 }))).rejected).toEqual([]);
  });

  it('keeps the right half of a passage that is half wrong', () => {
    const right = Array.from({ length: 10 }, (_, i) => foundAt(100 + 20 * i, 120 + 20 * i));
    const { rejected, words } = assembled([...right, ...new Array<FoundWord>(10).fill(LOST)]);
    expect(rejected).toEqual([{ fromWord: 10, toWord: 19 }]);
    expect(words.slice(0, 10).every(({ timeSource }) => timeSource === 'aligned')).toBe(true);
    expect(assembled([...right.slice(0, 7), ...new Array<FoundWord>(10).fill(LOST)]).rejected).toEqual([{ fromWord: 0, toWord: 16 }]);
  });

  it('says it in one sentence where nothing fits', () => {
    expect(assembled([LOST, LOST]).notes).toEqual([
      'The text does not fit this recording: nothing was aligned, and the words keep the times they came with.',
    ]);
  });

  it('gives words in order, within the audio where they were found, of the published shape, whatever was found', () => {
    const word = fc.record({
      lost: fc.boolean(),
      pause: fc.nat(30),
      frames: fc.integer({ min: 1, max: 40 }),
      shortfall: fc.double({ min: -2, max: 9, noNaN: true }),
      garbage: fc.nat(30),
    });
    const times = fc.array(fc.tuple(fc.nat(9_000), fc.nat(900)), { minLength: 25, maxLength: 25 });
    fc.assert(
      fc.property(fc.array(word, { maxLength: 25 }), times, (specs, rough) => {
        let frame = 0;
        const found = specs.map(({ lost, pause, frames, shortfall, garbage }) => {
          if (lost) return LOST;
          const start = (frame += pause);
          frame += frames;
          return foundAt(start, frame, shortfall, Math.min(garbage, pause));
        });
        const durationMs = 10 * frame;
        const words = transcriptOf(found.map((_, i) => ({ text: 'word', startMs: rough[i]![0], endMs: rough[i]![0] + rough[i]![1] })));
        const alignment = assemble({
          words,
          found: found.map((word, index) => ({ index, found: word })),
          passages: windowsOfWords(words).passages,
          names: NAMES,
          durationMs,
        });
        expect(Alignment.safeParse(alignment).success).toBe(true);
        alignment.words.forEach(({ startMs, endMs, timeSource, id }, i) => {
          expect(id).toBe(`w${i}`);
          expect(endMs).toBeGreaterThanOrEqual(startMs);
          expect(startMs).toBeGreaterThanOrEqual(alignment.words[i - 1]?.startMs ?? 0);
          if (timeSource === 'aligned') expect(endMs).toBeLessThanOrEqual(durationMs);
        });
      }),
    );
  });
});
