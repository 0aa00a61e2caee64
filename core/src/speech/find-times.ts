import { AppError } from '../errors/app-error.ts';
import type { GivenTranscript } from '../projects/given-transcript.ts';
import type { ThreadRequest } from './align/align-in-thread.ts';
import type { Alignment } from './align/alignment.ts';
import { roughWindows } from './align/rough-windows.ts';
import { settleTimes, type SettledTimes } from './align/settle-times.ts';
import type { CueWords } from './align/windows.ts';
import type { DecodedAudio } from './audio/decoded-audio.ts';
import { layOut } from './read-transcript/spread-words.ts';
import type { Word } from './transcript.ts';

export type Align = (request: ThreadRequest) => Promise<Alignment>;

/** A recording and what is said in it. */
export interface GivenRecording {
  readonly audio: DecodedAudio;
  readonly given: Pick<GivenTranscript, 'transcript' | 'cues' | 'cueOfWord'>;
  /** Told the share done, 0–1. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

export interface FoundTimes extends SettledTimes {
  readonly alignment: Alignment;
  /** Sentences for people. */
  readonly notes: readonly string[];
}

/** Words that end this much after the media are a rounding of the editor's, not another talk's. */
const BEYOND_MS = 2_000;

/** The captions with the words they hold; captions without words are left out. */
const cueWords = ({ cues, cueOfWord }: GivenRecording['given']): readonly CueWords[] => {
  const ranges = new Map<number, { fromWord: number; toWord: number }>();
  cueOfWord.forEach((cue, word) => ranges.set(cue, { fromWord: ranges.get(cue)?.fromWord ?? word, toWord: word }));
  return [...ranges].flatMap(([cue, range]) => {
    const times = cues[cue];
    return times === undefined ? [] : [{ ...times, ...range }];
  });
};

/** Plain text knows nothing of times; now that there is a recording, its words fill it. */
const roughWords = ({ transcript }: GivenRecording['given'], durationMs: number): readonly Word[] =>
  transcript.source === 'text' ? layOut(transcript.words, durationMs) : transcript.words;

const refuseBeyond = (words: readonly Word[], durationMs: number): void => {
  const beyond = words.find(word => word.startMs > durationMs + BEYOND_MS);
  if (beyond !== undefined)
    throw new AppError('WORDS_BEYOND_MEDIA', {
      detail: `"${beyond.text}" starts at ${beyond.startMs} ms; the media ends at ${durationMs} ms.`,
    });
};

/** Said where times that came with the words gave way. */
const doubtNote = (doubtful: number): string[] =>
  doubtful === 0
    ? []
    : [
        `The given times of ${doubtful === 1 ? '1 word' : `${doubtful} words`} did not agree with the sound; they were taken from the sound.`,
      ];

/**
 * Finds when each given word is said, whatever is known of its times.
 * @throws AppError WORDS_BEYOND_MEDIA, the signal's reason, or what the audio throws
 */
export const findTimes = async (align: Align, { audio, given, onProgress, signal }: GivenRecording): Promise<FoundTimes> => {
  const { durationMs } = audio.info;
  const rough = roughWords(given, durationMs);
  refuseBeyond(rough, durationMs);
  const windows = roughWindows(rough, cueWords(given), durationMs);
  const alignment = await align({ audio, words: rough, windows, language: given.transcript.language, onProgress, signal });
  signal.throwIfAborted();
  const settled = settleTimes(rough, alignment, windows.passages);
  return { ...settled, alignment, notes: [...alignment.notes, ...doubtNote(settled.doubtful)] };
};
