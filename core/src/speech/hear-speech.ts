import type { Hearing } from './emphasis-point.ts';
import { hearRecording, type HearRecordingDeps, type Recording } from './hear-recording.ts';
import type { Recognition } from './recognise/recognised-word.ts';
import { transcriptOf } from './recognise/recognised-transcript.ts';
import type { Recogniser, RecogniserState } from './recognise/recogniser.ts';

export interface HearSpeechDeps extends HearRecordingDeps {
  readonly recogniser: Recogniser;
}

/** A recording whose words nobody has written down. */
export interface SpokenRecording extends Omit<Recording, 'given' | 'onProgress'> {
  /** ISO 639; null: found out. */
  readonly language: string | null;
  /** Words that may be said, as they are written. */
  readonly hints: readonly string[];
  readonly onProgress: (share: number, message: string) => void;
}

/** Share of the work that is recognising; aligning and measuring take the rest. */
const RECOGNISING = 0.7;

const NOTHING_SAID = 'No speech was found in the recording.';

const sourceNote = ({ language, languageSource }: Recognition, state: RecogniserState): string => {
  const model = 'model' in state ? state.model : 'the recogniser';
  switch (languageSource) {
    case 'given':
      return `The words were recognised by ${model}.`;
    case 'detected':
      return `The words were recognised by ${model}; it took the language for "${language}".`;
    case 'only':
      return `The words were recognised by ${model}, which knows English only.`;
  }
};

/** What is being done, with the state of the model: loading it may take minutes the first time. */
const recognising = (state: RecogniserState): string => {
  switch (state.state) {
    case 'ready':
      return `Recognising speech with ${state.model}.`;
    case 'none':
      return 'Looking for a speech recogniser.';
    case 'found':
    case 'loading':
    case 'failed':
      return `Loading the speech recogniser ${state.model}.`;
  }
};

const silent = ({ audio }: SpokenRecording, language: string, notes: readonly string[]): Hearing => ({
  schemaVersion: 1,
  method: 'acoustic',
  transcript: { schemaVersion: 1, source: 'asr', language, durationMs: audio.info.durationMs, words: [] },
  mediaInfo: audio.info,
  emphasis: [],
  notes: [NOTHING_SAID, ...notes],
});

/**
 * Hears a recording without words: recognises them, then goes on as if they had been given with rough times.
 * @throws AppError `MODEL_UNAVAILABLE`, `LANGUAGE_UNKNOWN`, or what the audio throws
 */
export const hearSpeech = async (deps: HearSpeechDeps, recording: SpokenRecording): Promise<Hearing> => {
  const { audio, language, hints, onProgress, signal } = recording;
  const { durationMs } = audio.info;
  const tell = (share: number): void => onProgress(RECOGNISING * share, recognising(deps.recogniser.state()));
  tell(0);
  const recognition = await deps.recogniser.recognise({ audio, durationMs, language, hints, onProgress: tell, signal });
  const notes = [...recognition.notes, sourceNote(recognition, deps.recogniser.state())];
  if (recognition.words.length === 0) return silent(recording, recognition.language, notes);
  const given = { ...transcriptOf(recognition, durationMs), notes };
  return hearRecording(deps, {
    ...recording,
    given,
    onProgress: share => onProgress(RECOGNISING + (1 - RECOGNISING) * share, 'Listening to the voice.'),
  });
};
