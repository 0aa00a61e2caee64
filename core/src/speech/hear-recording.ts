import type { JobSettings } from '../jobs/job-settings.ts';
import type { GivenTranscript } from '../projects/given-transcript.ts';
import type { ThreadRequest } from './align/align-in-thread.ts';
import type { Alignment } from './align/alignment.ts';
import { windowsOfCues, windowsOfWords, type AlignmentWindows, type CueWords } from './align/windows.ts';
import type { DecodedAudio } from './audio/decoded-audio.ts';
import { AppError } from '../errors/app-error.ts';
import { analyseSpeech } from './emphasis/analyse-speech.ts';
import type { TextPrior } from './emphasis/text-prior.ts';
import type { Hearing } from './emphasis-point.ts';
import type { Transcript, Word } from './transcript.ts';

export interface HearRecordingDeps {
  readonly prior: TextPrior;
  readonly align: (request: ThreadRequest) => Promise<Alignment>;
}

export interface Recording {
  readonly audio: DecodedAudio;
  readonly given: Pick<GivenTranscript, 'transcript' | 'cues' | 'cueOfWord' | 'notes'>;
  readonly sensitivity: JobSettings['sensitivity'];
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

/** Words that end this much after the media are a rounding of the editor's, not another talk's. */
const BEYOND_MS = 2_000;

/** The captions with the words they hold; captions without words are left out. */
const cueWords = ({ cues, cueOfWord }: Recording['given']): readonly CueWords[] => {
  const ranges = new Map<number, { fromWord: number; toWord: number }>();
  cueOfWord.forEach((cue, word) => ranges.set(cue, { fromWord: ranges.get(cue)?.fromWord ?? word, toWord: word }));
  return [...ranges].flatMap(([cue, range]) => {
    const times = cues[cue];
    return times === undefined ? [] : [{ ...times, ...range }];
  });
};

const windowsOf = (given: Recording['given']): AlignmentWindows => {
  const cues = cueWords(given);
  const { words } = given.transcript;
  return cues.length > 0 && cues.at(-1)?.toWord === words.length - 1 ? windowsOfCues(cues) : windowsOfWords(words);
};

/** Given times stay as the user gave them; spread and recognised ones give way to what the sound says. */
const placed = (word: Word, aligned: Alignment['words'][number] | undefined): Word => {
  if (aligned === undefined || word.timeSource === 'given') return word;
  const { startMs, endMs, timeSource, timeErrorMs, confidence } = aligned;
  return { ...word, startMs, endMs, timeSource, timeErrorMs, ...(confidence !== undefined && { confidence }) };
};

/** Times never run backwards, whatever was said at once. */
const inOrder = (words: readonly Word[]): Word[] => {
  let earliest = 0;
  return words.map(word => {
    const startMs = Math.max(earliest, word.startMs);
    earliest = startMs;
    return { ...word, startMs, endMs: Math.max(startMs, word.endMs) };
  });
};

const refuseBeyond = ({ words }: Transcript, durationMs: number): void => {
  const beyond = words.find(word => word.startMs > durationMs + BEYOND_MS);
  if (beyond !== undefined)
    throw new AppError('WORDS_BEYOND_MEDIA', {
      detail: `"${beyond.text}" starts at ${beyond.startMs} ms; the media ends at ${durationMs} ms.`,
    });
};

/**
 * Hears a recording whose words are given: times from the sound where they were only roughly known, then emphasis measured
 * from the voice.
 * @throws AppError WORDS_BEYOND_MEDIA, or what the audio throws
 */
export const hearRecording = async (
  { prior, align }: HearRecordingDeps,
  { audio, given, sensitivity, onProgress, signal }: Recording,
): Promise<Hearing> => {
  const { transcript } = given;
  refuseBeyond(transcript, audio.info.durationMs);
  const alignment = await align({
    audio,
    words: transcript.words,
    windows: windowsOf(given),
    language: transcript.language,
    onProgress: share => onProgress(0.8 * share),
    signal,
  });
  signal.throwIfAborted();
  const words = inOrder(transcript.words.map((word, index) => placed(word, alignment.words[index])));
  const phones = alignment.words.flatMap(word => word.phones);
  const emphasis = await analyseSpeech({ audio, words, phones, sensitivity, prior });
  onProgress(1);
  return {
    schemaVersion: 1,
    method: 'acoustic',
    transcript: { ...transcript, durationMs: Math.max(audio.info.durationMs, words.at(-1)?.endMs ?? 0), words },
    mediaInfo: audio.info,
    emphasis,
    notes: [...given.notes, ...alignment.notes],
  };
};
