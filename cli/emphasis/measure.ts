import { analyseText } from '@cutaway/core/speech/emphasis/analyse-text';
import type { Sensitivity } from '@cutaway/core/speech/emphasis/sensitivity';
import type { EmphasisPoint } from '@cutaway/core/speech/emphasis-point';
import { hearRecording, type HearRecordingDeps } from '@cutaway/core/speech/hear-recording';
import { hearSpeech, type HearSpeechDeps, type SpokenRecording } from '@cutaway/core/speech/hear-speech';
import type { DecodedAudio } from '@cutaway/core/speech/audio/decoded-audio';
import type { Word } from '@cutaway/core/speech/transcript';
import type { Spoken } from '../speech/utterance.ts';

/** One word of the input as it is answered; times in seconds, null where none are known. */
export interface MeasuredWord extends Omit<EmphasisPoint, 'wordId'> {
  readonly text: string;
  readonly start: number | null;
  readonly end: number | null;
  readonly timeSource: Word['timeSource'] | null;
}

/** What is answered: a word for each word of the input, in the same order. */
export interface Measured {
  /** `acoustic`: measured from the voice; `text`: expected from the words alone. */
  readonly method: 'acoustic' | 'text';
  readonly words: readonly MeasuredWord[];
  readonly notes: readonly string[];
}

export interface MeasureRequest {
  /** Null for text alone. */
  readonly audio: DecodedAudio | null;
  readonly spoken: Spoken;
  readonly sensitivity: Sensitivity;
  /** Told the share done. */
  readonly onProgress?: (share: number) => void;
}

/** Punctuation that stands alone: nothing is said there. */
const UNSPOKEN: Omit<MeasuredWord, 'text'> = {
  prominence: 0,
  boundary: 0,
  accent: { probability: 0, class: 0 },
  emphasised: false,
  score: 0,
  confidence: 1,
  modalities: { acoustic: null, prosodic: null, linguistic: 0 },
  why: 'Not a word: nothing is said here',
  start: null,
  end: null,
  timeSource: null,
};

const wordOf = (text: string, point: EmphasisPoint | undefined, word: Word | undefined): MeasuredWord => {
  if (point === undefined || word === undefined) return { text, ...UNSPOKEN };
  const { prominence, boundary, accent, emphasised, score, confidence, modalities, why } = point;
  const measured = { prominence, boundary, accent, emphasised, score, confidence, modalities, why };
  return { text, ...measured, start: word.startMs / 1_000, end: word.endMs / 1_000, timeSource: word.timeSource };
};

const inOrderOfInput = ({ texts, spokenAs }: Spoken, points: readonly EmphasisPoint[], words: readonly Word[]): MeasuredWord[] =>
  texts.map((text, i) => {
    const at = spokenAs[i] ?? null;
    return at === null ? { text, ...UNSPOKEN } : wordOf(text, points[at], words[at]);
  });

/** Recognises the words of a recording and measures them, just as a job does with media alone. */
export const measureSpeech = async (deps: HearSpeechDeps, recording: SpokenRecording): Promise<Measured> => {
  const { method, transcript, emphasis, notes } = await hearSpeech(deps, recording);
  return { method, words: transcript.words.map((word, i) => wordOf(word.text, emphasis[i], word)), notes };
};

/** Measures an utterance just as a job does. */
export const measure = async (deps: HearRecordingDeps, request: MeasureRequest): Promise<Measured> => {
  const { audio, spoken, sensitivity, onProgress = () => undefined } = request;
  const { transcript, notes } = spoken.given;
  if (audio === null) {
    const points = analyseText({ words: transcript.words, sensitivity, prior: deps.prior });
    const words = inOrderOfInput(spoken, points, transcript.words).map(word => ({ ...word, start: null, end: null, timeSource: null }));
    return { method: 'text', words, notes };
  }
  const { signal } = new AbortController();
  const hearing = await hearRecording(deps, { audio, given: spoken.given, sensitivity, onProgress, signal });
  return { method: hearing.method, words: inOrderOfInput(spoken, hearing.emphasis, hearing.transcript.words), notes: hearing.notes };
};
