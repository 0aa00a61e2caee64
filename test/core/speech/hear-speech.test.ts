import { describe, expect, it } from '@jest/globals';
import { streamOf } from '../../../bench/align/clips.ts';
import { AppError } from '../../../core/src/errors/app-error.ts';
import { AlignThread } from '../../../core/src/speech/align/align-in-thread.ts';
import type { DecodedAudio } from '../../../core/src/speech/audio/decoded-audio.ts';
import { loadTextPrior } from '../../../core/src/speech/emphasis/text-prior.ts';
import { hearSpeech, type SpokenRecording } from '../../../core/src/speech/hear-speech.ts';
import type { Recogniser } from '../../../core/src/speech/recognise/recogniser.ts';
import type { Recognition } from '../../../core/src/speech/recognise/recognised-word.ts';
import { committed, itWithFixture } from '../../support/fixtures.ts';
import { aThread, jfk, WHISPER } from './recognise/recognisers.ts';

const audioOf = (samples: Float32Array): DecodedAudio => ({
  info: {
    container: 'wav',
    durationMs: Math.round(samples.length / 16),
    audio: { codec: 'pcm_s16le', sampleRate: 16_000, channels: 1 },
    video: null,
  },
  ...streamOf(samples),
});

const recording = (samples: Float32Array, onProgress: SpokenRecording['onProgress'] = () => undefined): SpokenRecording => ({
  audio: audioOf(samples),
  language: null,
  hints: [],
  sensitivity: 'normal',
  onProgress,
  signal: new AbortController().signal,
});

const hearing = (recognition: Partial<Recognition>): Recogniser => ({
  state: () => ({ state: 'ready', model: 'a-model', verified: true, device: 'cpu', dtype: 'q8' }),
  recognise: () => Promise.resolve({ language: 'en', languageSource: 'only', words: [], speechShare: 0, notes: [], ...recognition }),
});

const prior = loadTextPrior(committed('models/text-prior'));

describe('hearSpeech', () => {
  it('ends with an empty transcript and a reason where nobody speaks, and neither aligns nor measures', async () => {
    const align = (): Promise<never> => Promise.reject(new Error('was aligned'));
    const heard = await hearSpeech({ recogniser: hearing({}), align, prior: await prior }, recording(new Float32Array(16_000)));
    expect(heard.transcript).toEqual({ schemaVersion: 1, source: 'asr', language: 'en', durationMs: 1_000, words: [] });
    expect(heard.notes).toEqual(['No speech was found in the recording.', expect.stringContaining('English only')]);
  });

  it('passes on that there is no model', async () => {
    const recogniser: Recogniser = { ...hearing({}), recognise: () => Promise.reject(new AppError('MODEL_UNAVAILABLE')) };
    const align = (): Promise<never> => Promise.reject(new Error('was aligned'));
    await expect(hearSpeech({ recogniser, align, prior: await prior }, recording(new Float32Array(16_000)))).rejects.toMatchObject({
      code: 'MODEL_UNAVAILABLE',
    });
  });

  itWithFixture(
    WHISPER,
    'gives media alone the words, the true times and the emphasis that media with its words gets',
    async () => {
      const [aligner, recogniser] = [new AlignThread(committed('models/cmu-en-us-ptm')), await aThread()];
      const progress: [number, string][] = [];
      const heard = await hearSpeech(
        { recogniser, align: request => aligner.align(request), prior: await prior },
        recording(jfk.samples, (share, message) => progress.push([share, message])),
      );
      const { words } = heard.transcript;
      expect(words).toHaveLength(22);
      expect(words.every(({ timeSource }) => timeSource === 'aligned')).toBe(true);
      const errors = words.map(({ startMs }, i) => Math.abs(startMs - jfk.words[i]!.startMs));
      expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(22);
      expect(heard.emphasis).toHaveLength(22);
      expect(heard.emphasis.some(({ emphasised }) => emphasised)).toBe(true);
      expect(heard.emphasis.every(({ modalities }) => modalities.acoustic !== null)).toBe(true);
      expect(new Set(progress.map(([, message]) => message))).toEqual(
        new Set(['Loading the speech recogniser whisper-tiny.en.', 'Recognising speech with whisper-tiny.en.', 'Listening to the voice.']),
      );
      expect(progress.at(-1)).toEqual([1, 'Listening to the voice.']);
      expect(progress.every(([share], i) => share >= (progress[i - 1]?.[0] ?? 0))).toBe(true);
      await Promise.all([aligner.close(), recogniser.close()]);
    },
    60_000,
  );
});
