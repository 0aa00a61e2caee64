import * as z from 'zod';
import type { Word } from '../transcript.ts';
import { WordRange } from './alignment.ts';

/** Where in the recording something may be, milliseconds. */
export const TimeWindow = z.object({ startMs: z.number(), endMs: z.number() }).readonly();
export type TimeWindow = z.infer<typeof TimeWindow>;

/** Where to look for each word, and which words are accepted or rejected together. */
export const AlignmentWindows = z
  .object({
    /** One a word. */
    words: z.array(TimeWindow).readonly(),
    /** Every word in one of them, in order. */
    passages: z.array(WordRange).readonly(),
  })
  .readonly();
export type AlignmentWindows = z.infer<typeof AlignmentWindows>;

/** A caption: words that were said between two times. */
export interface CueWords extends TimeWindow, WordRange {}

/** How far rough times may be off. Windows of 0.3–2 s give the same result. */
const SLACK_MS = 1_000;

/** Words that are judged together where nothing else joins them. */
const PASSAGE_WORDS = 20;

const widen = ({ startMs, endMs }: TimeWindow): TimeWindow => ({ startMs: Math.max(0, startMs - SLACK_MS), endMs: endMs + SLACK_MS });

const evenPassages = (count: number): WordRange[] => {
  const passages = Math.max(1, Math.round(count / PASSAGE_WORDS));
  const bound = (i: number): number => Math.round((count * i) / passages);
  return count === 0 ? [] : Array.from({ length: passages }, (_, i) => ({ fromWord: bound(i), toWord: bound(i + 1) - 1 }));
};

/** For words with rough times of their own, as a recogniser gives them. */
export const windowsOfWords = (words: readonly Pick<Word, 'startMs' | 'endMs'>[]): AlignmentWindows => ({
  words: words.map(widen),
  passages: evenPassages(words.length),
});

/**
 * For captions: a word may be anywhere in its cue. Times spread over the cue are no help (±0.5 s around them was worse).
 * @param cues in order, together covering every word
 */
export const windowsOfCues = (cues: readonly CueWords[]): AlignmentWindows => ({
  words: cues.flatMap(cue => Array.from({ length: cue.toWord - cue.fromWord + 1 }, () => widen(cue))),
  passages: cues.map(({ fromWord, toWord }) => ({ fromWord, toWord })),
});
