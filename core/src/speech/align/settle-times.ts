import { quantile } from '../signal/statistics.ts';
import type { Word } from '../transcript.ts';
import type { AlignedWord, Alignment, WordRange } from './alignment.ts';

/**
 * Median distance between given and found onsets of a passage above which the given times are doubtful, milliseconds. Times
 * by hand or by another aligner are 5–15 off (four clips), with 20 ms of jitter 10–18, with 50 ms 21–39, a recogniser's
 * 25–105.
 */
const DOUBTFUL_MS = 40;
/** Words that have to be found in a passage before it can be called doubtful. */
const FEWEST_FOUND = 3;

/** Times of a transcript after listening. */
export interface SettledTimes {
  /** The transcript's words: given times stay unless they are doubtful. */
  readonly words: readonly Word[];
  /** The same words where their sound is, as far as it was found: what measurement goes by. */
  readonly measured: readonly Word[];
  /** Words whose given times were doubtful and gave way. */
  readonly doubtful: number;
}

const wasFound = ({ timeSource, flagged }: AlignedWord): boolean => timeSource === 'aligned' && !flagged;

/** @returns median distance of the passage's given onsets from its sound, milliseconds; null where too few words were found */
const distanceIn = ({ fromWord, toWord }: WordRange, given: readonly Word[], found: readonly AlignedWord[]): number | null => {
  const distances: number[] = [];
  for (let i = fromWord; i <= toWord; i++) {
    const [word, sound] = [given[i]!, found[i]!];
    if (word.timeSource === 'given' && wasFound(sound)) distances.push(Math.abs(sound.startMs - word.startMs));
  }
  return distances.length < FEWEST_FOUND ? null : quantile(distances, 0.5);
};

const timesOf = ({ id, text, startMs, endMs, timeSource, timeErrorMs, confidence, sentence }: AlignedWord): Word => ({
  id,
  text,
  startMs,
  endMs,
  timeSource,
  timeErrorMs,
  ...(confidence !== undefined && { confidence }),
  sentence,
});

/** Times never run backwards, whatever was said at once. */
const inOrder = (words: readonly Word[]): Word[] => {
  let earliest = 0;
  return words.map(word => {
    const startMs = Math.max(earliest, word.startMs);
    earliest = startMs;
    return { ...word, startMs, endMs: Math.max(startMs, word.endMs) };
  });
};

/**
 * Decides which times count. Where a word's sound was found, measurement goes by it: even 10 ms of jitter cost prominence
 * more than that (r .923 instead of .945, 84 words). The transcript keeps given times that agree with the sound, and takes
 * the sound's for all others.
 * @param words as they were given to the aligner
 * @param passages of the aligner's windows: doubt is decided passage by passage
 */
export const settleTimes = (words: readonly Word[], alignment: Alignment, passages: readonly WordRange[]): SettledTimes => {
  const found = alignment.words;
  const measured = words.map((word, i) => (word.timeSource !== 'given' || wasFound(found[i]!) ? timesOf(found[i]!) : word));
  let doubtful = 0;
  const settled = passages.flatMap(passage => {
    const distance = distanceIn(passage, words, found);
    const gives = distance !== null && distance > DOUBTFUL_MS;
    return words.slice(passage.fromWord, passage.toWord + 1).map((word, k) => {
      const sound = measured[passage.fromWord + k]!;
      if (word.timeSource !== 'given') return sound;
      if (!gives) return distance === null ? word : { ...word, timeErrorMs: Math.round(distance) };
      if (sound !== word) doubtful++;
      return sound;
    });
  });
  return { words: inOrder(settled), measured, doubtful };
};
