import type { DecodedAudio } from '@cutaway/core/speech/audio/decoded-audio';
import type { AlignedWord, Alignment } from '@cutaway/core/speech/align/alignment';
import { type Align, findTimes } from '@cutaway/core/speech/find-times';
import type { Spoken } from '../speech/utterance.ts';

/** One word of the input where its sound is; times in seconds. Punctuation alone has none. */
export interface PlacedWord {
  readonly text: string;
  readonly start: number | null;
  readonly end: number | null;
  readonly timeSource: AlignedWord['timeSource'] | null;
  readonly timeErrorMs: number | null;
  /** Chance that the word was said there, 0–1; null for times that were not found in the sound. */
  readonly confidence: number | null;
  /** The sound does not fit the text: another word was said, or none. */
  readonly flagged: boolean;
  readonly phones: readonly { readonly phone: string; readonly start: number; readonly end: number }[];
}

/** What is answered: a word for each word of the input, in the same order. */
export interface Placed {
  readonly method: Alignment['method'];
  readonly words: readonly PlacedWord[];
  /** Words by place, both inclusive, whose text does not fit the sound: they keep the times they came with. */
  readonly rejected: readonly { readonly fromWord: number; readonly toWord: number }[];
  /** Share of the time with sound that the text lacks. */
  readonly garbageShare: number;
  readonly notes: readonly string[];
}

const seconds = (ms: number): number => ms / 1_000;

const UNSPOKEN = { start: null, end: null, timeSource: null, timeErrorMs: null, confidence: null, flagged: false, phones: [] };

const wordOf = (text: string, word: AlignedWord | undefined): PlacedWord => {
  if (word === undefined) return { text, ...UNSPOKEN };
  return {
    text,
    start: seconds(word.startMs),
    end: seconds(word.endMs),
    timeSource: word.timeSource,
    timeErrorMs: word.timeErrorMs,
    confidence: word.timeSource === 'aligned' ? Math.round(1_000 * (word.confidence ?? 0)) / 1_000 : null,
    flagged: word.flagged,
    phones: word.phones.map(({ phone, startMs, endMs }) => ({ phone, start: seconds(startMs), end: seconds(endMs) })),
  };
};

/** Finds the words of an utterance in its sound, just as a job does. @param onProgress told the share done */
export const place = async (
  align: Align,
  audio: DecodedAudio,
  { given, texts, spokenAs }: Spoken,
  onProgress: (share: number) => void = () => undefined,
): Promise<Placed> => {
  const { alignment, notes } = await findTimes(align, { audio, given, onProgress, signal: new AbortController().signal });
  const placeOf = new Map(spokenAs.map((at, i) => [at, i]));
  const inInput = (at: number): number => placeOf.get(at) ?? at;
  return {
    method: alignment.method,
    words: texts.map((text, i) => wordOf(text, alignment.words[spokenAs[i] ?? -1])),
    rejected: alignment.rejected.map(({ fromWord, toWord }) => ({ fromWord: inInput(fromWord), toWord: inInput(toWord) })),
    garbageShare: Math.round(1_000 * alignment.garbageShare) / 1_000,
    notes: [...given.notes, ...notes],
  };
};
