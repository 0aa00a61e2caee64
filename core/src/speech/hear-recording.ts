import type { JobSettings } from '../jobs/job-settings.ts';
import type { GivenTranscript } from '../projects/given-transcript.ts';
import { analyseSpeech } from './emphasis/analyse-speech.ts';
import type { TextPrior } from './emphasis/text-prior.ts';
import type { Hearing } from './emphasis-point.ts';
import { type Align, findTimes, type GivenRecording } from './find-times.ts';

export interface HearRecordingDeps {
  readonly prior: TextPrior;
  readonly align: Align;
}

export interface Recording extends GivenRecording {
  readonly given: Pick<GivenTranscript, 'transcript' | 'cues' | 'cueOfWord' | 'notes'>;
  readonly sensitivity: JobSettings['sensitivity'];
}

/** Finding the words' times takes this share of the work, measuring the voice the rest. */
const FINDING = 0.8;

/**
 * Hears a recording whose words are given: times from the sound where they were only roughly known, then emphasis measured
 * from the voice.
 * @throws AppError WORDS_BEYOND_MEDIA, or what the audio throws
 */
export const hearRecording = async ({ prior, align }: HearRecordingDeps, recording: Recording): Promise<Hearing> => {
  const { audio, given, sensitivity, onProgress } = recording;
  const found = await findTimes(align, { ...recording, onProgress: share => onProgress(FINDING * share) });
  const phones = found.alignment.words.flatMap(word => word.phones);
  const emphasis = await analyseSpeech({ audio, words: found.measured, phones, sensitivity, prior });
  onProgress(1);
  const words = [...found.words];
  return {
    schemaVersion: 1,
    method: 'acoustic',
    transcript: { ...given.transcript, durationMs: Math.max(audio.info.durationMs, words.at(-1)?.endMs ?? 0), words },
    mediaInfo: audio.info,
    emphasis,
    notes: [...given.notes, ...found.notes],
  };
};
