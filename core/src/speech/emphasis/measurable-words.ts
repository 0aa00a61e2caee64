import { FRAMES_PER_SECOND, frameAt, type FrameSpan } from '../signal/frames.ts';
import type { Word } from '../transcript.ts';

/** Frames a word needs to be measured: half a vowel. */
const SHORTEST = 6;
/** Frames; nothing spoken as one word lasts longer, so times beyond it are wrong. */
const LONGEST = 5 * FRAMES_PER_SECOND;

/** The times of a word as far as a voice can be measured by them. */
export type TimedWord = Pick<Word, 'startMs' | 'endMs' | 'timeSource'>;

/** A word whose sound can be measured. */
export interface MeasurableWord extends FrameSpan {
  /** Its place among all words. */
  readonly index: number;
}

/** Where two words overlap, the boundary is put in the middle of the overlap; a word inside another one loses. */
const withoutOverlap = (sorted: readonly MeasurableWord[]): MeasurableWord[] => {
  const kept: MeasurableWord[] = [];
  for (const word of sorted) {
    const before = kept.at(-1);
    if (before === undefined || word.start >= before.end) kept.push(word);
    else if (word.end > before.end) {
      const boundary = Math.round((word.start + before.end) / 2);
      kept[kept.length - 1] = { ...before, end: boundary };
      kept.push({ ...word, start: boundary });
    }
  }
  return kept;
};

/**
 * Picks the words that have a place in the sound: with times of their own, inside the recording, neither empty nor endless.
 * @param frames length of the recording
 * @returns in order of time, not overlapping
 */
export const measurableWords = (words: readonly TimedWord[], frames: number): MeasurableWord[] => {
  const placed = words.flatMap((word, index): MeasurableWord[] => {
    const [start, end] = [frameAt(word.startMs), Math.min(frameAt(word.endMs), frames)];
    return word.timeSource === 'spread' || start >= frames || end - start > LONGEST ? [] : [{ index, start, end }];
  });
  const sorted = placed.toSorted((a, b) => a.start - b.start || a.index - b.index);
  return withoutOverlap(sorted).filter(word => word.end - word.start >= SHORTEST);
};
