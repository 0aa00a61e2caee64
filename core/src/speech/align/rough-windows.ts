import type { Word } from '../transcript.ts';
import { type AlignmentWindows, type CueWords, type TimeWindow, windowsOfCues, windowsOfWords } from './windows.ts';

/** A run of words between two known times that is no longer is searched whole. */
const SHORT_MS = 20_000;
/**
 * How far a word may be from its place by the letters before it: share of the run's length, and at least. Speakers pause and
 * change pace; a window much wider lets repeated sentences be taken for each other.
 */
const DRIFT = 0.15;
const LEAST_DRIFT_MS = 10_000;

type RoughWord = Pick<Word, 'text' | 'startMs' | 'endMs' | 'timeSource'>;

const lettersIn = ({ text }: RoughWord): number => Math.max(1, text.replaceAll(/[^\p{L}\p{N}]/gu, '').length);

/** Where words without times may be, which together fill `run`. */
const windowsWithin = (words: readonly RoughWord[], run: TimeWindow): TimeWindow[] => {
  const length = Math.max(0, run.endMs - run.startMs);
  if (length <= SHORT_MS) return words.map(() => run);
  const drift = Math.max(LEAST_DRIFT_MS, DRIFT * length);
  const total = words.reduce((sum, word) => sum + lettersIn(word), 0);
  let said = 0;
  return words.map(word => {
    const startMs = run.startMs + (length * said) / total - drift;
    said += lettersIn(word);
    const endMs = run.startMs + (length * said) / total + drift;
    return { startMs: Math.max(run.startMs, startMs), endMs: Math.min(run.endMs, endMs) };
  });
};

/** Words with times of their own keep them; runs of others lie between the words around them. */
const boundsOf = (words: readonly RoughWord[], durationMs: number): TimeWindow[] => {
  const bounds: TimeWindow[] = [];
  let knownUntil = 0;
  for (let i = 0; i < words.length;) {
    let next = i;
    while (next < words.length && words[next]!.timeSource === 'spread') next++;
    const known = words[next];
    const run = { startMs: knownUntil, endMs: Math.max(knownUntil, known?.startMs ?? durationMs) };
    bounds.push(...windowsWithin(words.slice(i, next), run));
    if (known !== undefined) {
      bounds.push(known);
      knownUntil = Math.max(knownUntil, known.endMs);
    }
    i = next + 1;
  }
  return bounds;
};

/**
 * Where to look for each word of a transcript, whatever is known of its times: in its caption, around its own times, or,
 * for words without any, between those that have some.
 * @param cues captions with their words, in order; used where they cover every word
 * @param durationMs of the audio
 */
export const roughWindows = (words: readonly RoughWord[], cues: readonly CueWords[], durationMs: number): AlignmentWindows =>
  cues.length > 0 && cues.at(-1)?.toWord === words.length - 1 ? windowsOfCues(cues) : windowsOfWords(boundsOf(words, durationMs));
