import type { DecodedAudio } from '@cutaway/core/speech/audio/decoded-audio';
import { type Align, findTimes } from '@cutaway/core/speech/find-times';
import { transcriptOf } from '@cutaway/core/speech/recognise/recognised-transcript';
import type { Recogniser, RecogniserState } from '@cutaway/core/speech/recognise/recogniser';
import type { Word } from '@cutaway/core/speech/transcript';

/** A word that was recognised; times in seconds. */
export interface TranscribedWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** `aligned`: found in the sound by the aligner; `asr`: the recogniser's own, which are rougher. */
  readonly timeSource: Word['timeSource'];
  readonly timeErrorMs: number;
  /** 0–1. */
  readonly confidence: number;
  readonly sentence: number;
}

export interface Transcribed {
  readonly language: string;
  readonly duration: number;
  /** The recogniser and how it ran. */
  readonly recogniser: RecogniserState;
  readonly words: readonly TranscribedWord[];
  /** Sentences for people: what was weaker than it could be. */
  readonly notes: readonly string[];
}

export interface TranscribeRequest {
  readonly audio: DecodedAudio;
  /** ISO 639; null: found out. */
  readonly language: string | null;
  readonly hints: readonly string[];
  /** Told what is done, in words for people. */
  readonly onProgress?: (line: string) => void;
}

const NOTHING_SAID = 'No speech was found in the recording.';

/** Makes words of a recording just as a job does, without measuring emphasis. */
export const transcribe = async (recogniser: Recogniser, align: Align, request: TranscribeRequest): Promise<Transcribed> => {
  const { audio, language, hints, onProgress = () => undefined } = request;
  const { durationMs } = audio.info;
  const percent = (share: number): string => `${Math.round(100 * share)} %`;
  const recognition = await recogniser.recognise({
    audio,
    durationMs,
    language,
    hints,
    onProgress: share => onProgress(`recognising speech ${percent(share)}`),
  });
  const about = { language: recognition.language, duration: durationMs / 1_000, recogniser: recogniser.state() };
  if (recognition.words.length === 0) return { ...about, words: [], notes: [NOTHING_SAID, ...recognition.notes] };
  const found = await findTimes(align, {
    audio,
    given: transcriptOf(recognition, durationMs),
    onProgress: share => onProgress(`finding times ${percent(share)}`),
    signal: new AbortController().signal,
  });
  const words = found.words.map(({ text, startMs, endMs, timeSource, timeErrorMs, confidence = 0, sentence }) => ({
    text,
    start: startMs / 1_000,
    end: endMs / 1_000,
    timeSource,
    timeErrorMs,
    confidence,
    sentence,
  }));
  return { ...about, words, notes: [...recognition.notes, ...found.notes] };
};
