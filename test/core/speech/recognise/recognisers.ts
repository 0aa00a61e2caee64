import { committed, fixture } from '../../../support/fixtures.ts';
import { type Clip, committedClip } from '../../../../bench/align/clips.ts';
import { findModel } from '../../../../core/src/platform/models/model-folder.ts';
import { RecogniserThread } from '../../../../core/src/speech/recognise/recognise-in-thread.ts';
import { loadSilero, type VoiceModel } from '../../../../core/src/speech/recognise/voice/silero.ts';
import { WHISPER_MODEL } from '../../../../core/src/speech/recognise/whisper-model-kind.ts';
import { loadWhisper } from '../../../../core/src/speech/recognise/whisper/load-whisper.ts';
import type { Whisper } from '../../../../core/src/speech/recognise/whisper/whisper.ts';

/** Below the fixtures: the only recogniser there is for tests. English only. */
export const WHISPER = 'models/whisper-tiny.en';
export const VOICE_FOLDER = committed('models/silero-vad-v5');

export const theVoice = (): Promise<VoiceModel> => loadSilero(VOICE_FOLDER);

let whisper: Promise<Whisper> | undefined;

/** The fixture's model, loaded once a test file. */
export const theWhisper = (folder: string): Promise<Whisper> =>
  (whisper ??= loadWhisper({ folder, variant: { device: 'cpu', dtype: 'q8' }, threads: 1 }));

/** The fixture's model in a thread. */
export const aThread = async (): Promise<RecogniserThread> => {
  const model = await findModel(WHISPER_MODEL, { root: fixture('models'), name: 'whisper-tiny.en', device: 'cpu' });
  return new RecogniserThread({ model, voiceFolder: VOICE_FOLDER, threads: 1 });
};

/** Letters and digits only, so that spelling does not matter. */
export const spelling = (text: string): string => text.toLowerCase().replace(/[^a-z0-9']/g, '');

/** @returns how far off the starts are of the words that were heard right, milliseconds, late ones above 0 */
export const onsetErrors = (clip: Clip, words: readonly { readonly text: string; readonly startMs: number }[]): number[] => {
  const truth = clip.words.filter(({ text }) => spelling(text) !== '');
  let next = 0;
  return words.flatMap(({ text, startMs }) => {
    const at = truth.findIndex((word, i) => i >= next && i < next + 4 && spelling(word.text) === spelling(text));
    if (at < 0) return [];
    next = at + 1;
    return [startMs - truth[at]!.startMs];
  });
};

/** The clip that is committed: 11 s, 22 words. */
export const jfk = committedClip();
