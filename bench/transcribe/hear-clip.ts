import { align } from '../../core/src/speech/align/align.ts';
import type { AlignerModel } from '../../core/src/speech/align/model/load-aligner.ts';
import type { DecodedAudio } from '../../core/src/speech/audio/decoded-audio.ts';
import { findTimes } from '../../core/src/speech/find-times.ts';
import { recognise } from '../../core/src/speech/recognise/recognise.ts';
import { transcriptOf } from '../../core/src/speech/recognise/recognised-transcript.ts';
import type { VoiceModel } from '../../core/src/speech/recognise/voice/silero.ts';
import type { Whisper } from '../../core/src/speech/recognise/whisper/whisper.ts';
import { SAMPLE_RATE, streamOf, type TimedWord } from '../align/clips.ts';

export interface Ears {
  readonly whisper: Whisper;
  readonly voice: VoiceModel;
}

const durationOf = (samples: Float32Array): number => Math.round((1_000 * samples.length) / SAMPLE_RATE);

/** Words as our recogniser gives them, before alignment. */
export const recognisedWords = async (ears: Ears, samples: Float32Array): Promise<TimedWord[]> => {
  const request = { ...ears, audio: streamOf(samples), durationMs: durationOf(samples), language: null, hints: [] };
  return (await recognise(request)).words;
};

const audioOf = (samples: Float32Array): DecodedAudio => ({
  ...streamOf(samples),
  info: {
    container: 'wav',
    durationMs: durationOf(samples),
    audio: { codec: 'pcm_s16le', sampleRate: SAMPLE_RATE, channels: 1 },
    video: null,
  },
});

/** The same words where the aligner finds them. */
export const alignedWords = async (model: AlignerModel, samples: Float32Array, words: readonly TimedWord[]): Promise<TimedWord[]> => {
  const recognition = {
    language: 'en',
    languageSource: 'only' as const,
    words: words.map(word => ({ ...word, confidence: 1 })),
    speechShare: 1,
    notes: [],
  };
  const found = await findTimes(request => align({ model, ...request }), {
    audio: audioOf(samples),
    given: transcriptOf(recognition, durationOf(samples)),
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
  return [...found.words];
};
