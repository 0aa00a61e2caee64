import { plainText } from '../../platform/plain-text.ts';
import type { Word } from '../transcript.ts';
import { longestOrdered } from './longest-ordered.ts';
import { numberSentences } from './number-sentences.ts';
import { isSayable, LONGEST_WORD } from './spoken-tokens.ts';
import { spreadWords } from './spread-words.ts';

/** A word as another program writes it: its times, in seconds, may be missing or make no sense. */
export interface LooseWord {
  readonly text: string;
  readonly start?: number | null | undefined;
  readonly end?: number | null | undefined;
}

export interface UtteranceReading {
  /** What is spoken, each word with the punctuation that follows it. */
  readonly words: readonly Word[];
  /** For each given word the index of the spoken one it is or belongs to; null for punctuation alone. */
  readonly spokenAs: readonly (number | null)[];
}

interface Spoken {
  readonly text: string;
  /** Null where the given ones make no sense. */
  readonly times: { readonly startMs: number; readonly endMs: number } | null;
}

/** As `readJsonWords` promises for times of unknown origin. */
const GIVEN_ERROR_MS = 50;
/** Pace at which words without any recording are laid out, milliseconds each: 150 words a minute. */
const MS_PER_WORD = 400;

const timesOf = ({ start, end }: LooseWord, durationMs: number): Spoken['times'] => {
  if (start === null || start === undefined || end === null || end === undefined) return null;
  const [startMs, endMs] = [Math.max(0, Math.round(1_000 * start)), Math.min(durationMs, Math.round(1_000 * end))];
  return endMs > startMs ? { startMs, endMs } : null;
};

/** Joins punctuation that stands alone to the word before it. */
const joinPunctuation = (items: readonly LooseWord[], durationMs: number): { spoken: Spoken[]; spokenAs: (number | null)[] } => {
  const spoken: Spoken[] = [];
  const spokenAs = items.map(item => {
    const text = plainText(item.text);
    if (isSayable(text)) return spoken.push({ text, times: timesOf(item, durationMs) }) - 1;
    const before = spoken.at(-1);
    if (before !== undefined && before.text.length + text.length <= LONGEST_WORD)
      spoken[spoken.length - 1] = { ...before, text: `${before.text}${text}` };
    return null;
  });
  return { spoken, spokenAs };
};

/** Times that run backwards contradict the words' order: the fewest words possible lose theirs. */
const withoutDisorder = (spoken: readonly Spoken[]): Spoken[] => {
  const timed = [...spoken.keys()].filter(i => spoken[i]?.times !== null);
  const kept = new Set(longestOrdered(timed.map(i => spoken[i]?.times?.startMs ?? 0)).map(at => timed[at]));
  return spoken.map((word, i) => (kept.has(i) ? word : { ...word, times: null }));
};

type Timed = Pick<Word, 'text' | 'startMs' | 'endMs' | 'timeSource' | 'timeErrorMs'>;

/** Words without times are spread between those that have some. */
const withTimes = (spoken: readonly Spoken[], durationMs: number): Timed[] => {
  const timed: Timed[] = [];
  let until = 0;
  for (let i = 0; i < spoken.length;) {
    let next = i;
    while (next < spoken.length && spoken[next]?.times === null) next++;
    const known = spoken[next];
    const endMs = Math.max(until, known?.times?.startMs ?? durationMs);
    timed.push(
      ...spreadWords(
        spoken.slice(i, next).map(word => word.text),
        { startMs: until, endMs, at: '' },
      ),
    );
    if (known?.times) {
      timed.push({ text: known.text, ...known.times, timeSource: 'given', timeErrorMs: GIVEN_ERROR_MS });
      until = Math.max(until, known.times.endMs);
    }
    i = next + 1;
  }
  return timed;
};

/**
 * Reads words one by one, as command line and benchmarks give them: whatever is wrong with a word's times costs it its
 * times, never the others theirs. Times count as wrong where they are missing, empty, backwards, or outside the recording.
 * @param durationMs of the recording; null where there is none
 */
export const readUtterance = (items: readonly LooseWord[], durationMs: number | null): UtteranceReading => {
  const { spoken, spokenAs } = joinPunctuation(items, durationMs ?? Infinity);
  const timed = withTimes(withoutDisorder(spoken), durationMs ?? MS_PER_WORD * spoken.length);
  const sentences = numberSentences(timed.map(word => ({ ...word, at: '', endsSentence: false })));
  const words = timed.map(({ text, startMs, endMs, timeSource, timeErrorMs }, i) => ({
    id: `w${i}`,
    text,
    startMs,
    endMs,
    timeSource,
    timeErrorMs,
    sentence: sentences[i] ?? 0,
  }));
  return { words, spokenAs };
};
