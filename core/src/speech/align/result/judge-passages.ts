import type { WordRange } from '../alignment.ts';
import type { FoundWord } from '../search/path-reader.ts';
import { FLAG_BELOW } from './confidence.ts';

/** A passage goes when more of its words than this were left out or do not sound like what is written. */
const MOST_BAD_WORDS = 0.4;
/** Or when more than this of the time between its first and its last word is sound the text lacks. */
const MOST_GARBAGE = 0.3;

/** A spoken word as the search left it. */
export interface JudgedWord {
  /** Index among all words of the transcript. */
  readonly index: number;
  readonly found: FoundWord;
  readonly fit: number | null;
}

const isBad = ({ fit }: JudgedWord): boolean => fit === null || fit < FLAG_BELOW;

/** Frames from the first to the last placed word, and how many of them are garbage. @param words in order */
export const garbageOf = (words: readonly JudgedWord[]): { readonly frames: number; readonly garbage: number } => {
  const placed = words.filter(({ found }) => found.phones.length > 0);
  const [first, last] = [placed[0], placed.at(-1)];
  if (first === undefined || last === undefined) return { frames: 0, garbage: 0 };
  const inner = words.filter(({ index }) => index > first.index && index <= last.index);
  return {
    frames: last.found.phones.at(-1)!.end - first.found.phones[0]!.start,
    garbage: inner.reduce((sum, { found }) => sum + found.garbageBefore, 0),
  };
};

/**
 * So many words in a row that fit, with nothing between them, are where they belong whatever the rest of the passage is like.
 * In wrong text no more than 3 in a row fit by chance, 6 in noise (40 pairs of clip and text, four conditions).
 */
const SAFE_RUN = 8;
/** Frames of garbage that do not break a run: .1 s. */
const BREATH = 10;

/** @returns whether each word is part of a safe run */
const inSafeRuns = (words: readonly JudgedWord[]): boolean[] => {
  const safe = new Array<boolean>(words.length).fill(false);
  let start = 0;
  words.forEach((word, i) => {
    if (isBad(word)) start = i + 1;
    else if (word.found.garbageBefore > BREATH) start = i;
    const length = i + 1 - start;
    if (length === SAFE_RUN) safe.fill(true, start, i + 1);
    else if (length > SAFE_RUN) safe[i] = true;
  });
  return safe;
};

const fitsBadly = (words: readonly JudgedWord[]): boolean => {
  const { frames, garbage } = garbageOf(words);
  return words.filter(isBad).length > MOST_BAD_WORDS * words.length || garbage > MOST_GARBAGE * frames;
};

/** @param indices ascending */
const asRanges = (indices: readonly number[]): WordRange[] => {
  const ranges: WordRange[] = [];
  for (const index of indices) {
    const last = ranges.at(-1);
    if (last?.toWord === index - 1) last.toWord = index;
    else ranges.push({ fromWord: index, toWord: index });
  }
  return ranges;
};

/**
 * What is to keep the times it came with: passages whose text does not fit the sound, without the safe runs in them. Wrong
 * text has 67–91 % bad words and 74–88 % garbage, right text next to none; a passage that is half right keeps its right half.
 * @param passages in order @param words the spoken ones, in order
 */
export const rejectedRanges = (passages: readonly WordRange[], words: readonly JudgedWord[]): WordRange[] => {
  const inRuns = inSafeRuns(words);
  const safe = new Set(words.filter((_, i) => inRuns[i]).map(({ index }) => index));
  const rejected: number[] = [];
  let next = 0;
  for (const { fromWord, toWord } of passages) {
    const first = next;
    while (next < words.length && words[next]!.index <= toWord) next++;
    if (next === first || !fitsBadly(words.slice(first, next))) continue;
    for (let index = fromWord; index <= toWord; index++) if (!safe.has(index)) rejected.push(index);
  }
  return asRanges(rejected);
};
