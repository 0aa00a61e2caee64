import { openAudio } from '../../core/src/speech/audio/open-audio.ts';
import { trackSpeech } from '../../core/src/speech/signal/speech-tracks.ts';
import type { BenchRow } from '../report.ts';
import { f0Errors, type F0Errors } from '../speech/f0-errors.ts';
import { praatTrack } from '../speech/reference-clips.ts';
import { limitRow } from './rows.ts';

const total = (errors: readonly F0Errors[], of: keyof F0Errors): number => errors.reduce((sum, each) => sum + each[of], 0);

/** Fundamental frequency against Praat's own tracks. @param clips name and path of the audio */
export const pitchRows = async (clips: readonly { readonly name: string; readonly audio: string }[]): Promise<BenchRow[]> => {
  const errors: F0Errors[] = [];
  for (const { name, audio } of clips) {
    const recording = await openAudio(audio, { maxDurationMs: 60_000 });
    const { f0 } = await trackSpeech(recording.blocks(), recording.sampleRate);
    errors.push(f0Errors(f0, praatTrack(name)));
  }
  const data = `${clips.length} clips against Praat 6.3, ${total(errors, 'frames')} frames`;
  return [
    limitRow(
      { check: 'F0, gross errors (> 20 %)', data, prototype: '0-.004', peer: 'pitchy 0-.014, YIN 0-.024' },
      total(errors, 'gross') / total(errors, 'bothVoiced'),
      0.01,
    ),
    limitRow(
      { check: 'F0, voicing disagreements', data, prototype: '.026-.084', peer: 'pitchy .15-.34, YIN .15-.32' },
      total(errors, 'voicing') / total(errors, 'frames'),
      0.09,
    ),
  ];
};
