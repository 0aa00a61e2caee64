import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { committedClip as committedAligned } from '../../../bench/align/clips.ts';
import { align } from '../../../core/src/speech/align/align.ts';
import { openAudio } from '../../../core/src/speech/audio/open-audio.ts';
import { resample } from '../../../core/src/speech/audio/resampler.ts';
import { Hearing } from '../../../core/src/speech/emphasis-point.ts';
import { hearRecording } from '../../../core/src/speech/hear-recording.ts';
import { readUtterance } from '../../../core/src/speech/read-transcript/read-utterance.ts';
import { committed } from '../../support/fixtures.ts';
import { theModel } from './align/aligner.ts';
import { fileOf, removeScratch, scratch } from './audio/recordings.ts';
import { chunk, formatChunk, riff, samplesOf, type WavOptions, wavOf } from './audio/wav-bytes.ts';
import { thePrior } from './emphasis/hearing.ts';
import { added, noise, RATE, sound } from './signal/sounds.ts';

afterAll(removeScratch);

const speech = committedAligned();
const seconds = speech.samples.length / RATE;
const silence = new Float32Array(speech.samples.length);

/** Opens a file, finds its words and measures them: all that a job or the command line does with a recording and its text. */
const hear = async (path: string): Promise<Hearing> => {
  const audio = await openAudio(path, { maxDurationMs: 60_000 });
  const [model, prior] = await Promise.all([theModel(), thePrior()]);
  const words = readUtterance(
    speech.words.map(({ text }) => ({ text })),
    audio.info.durationMs,
  ).words;
  const hearing = await hearRecording(
    { prior, align: request => align({ model, ...request }) },
    {
      audio,
      given: {
        transcript: { schemaVersion: 1, source: 'words', language: 'en', durationMs: audio.info.durationMs, words: [...words] },
        cues: [],
        cueOfWord: [],
        notes: [],
      },
      sensitivity: 'normal',
      onProgress: () => undefined,
      signal: new AbortController().signal,
    },
  );
  return Hearing.parse(hearing);
};

const hearSamples = (channels: readonly Float32Array[], options?: WavOptions): Promise<Hearing> => hear(fileOf(wavOf(channels, options)));

const clean = hearSamples([speech.samples]);

const emphasisedIn = ({ emphasis }: Hearing): number[] => emphasis.flatMap(({ emphasised }, i) => (emphasised ? [i] : []));
const confidenceIn = ({ emphasis }: Hearing): number => emphasis.reduce((sum, { confidence }) => sum + confidence, 0) / emphasis.length;
const placedIn = ({ transcript }: Hearing): number => transcript.words.filter(({ timeSource }) => timeSource === 'aligned').length;

const atRate = async (rate: number): Promise<Float32Array> => {
  const pieces: number[] = [];
  const once = async function* (): AsyncGenerator<Float32Array> {
    yield await Promise.resolve(speech.samples);
  };
  for await (const block of resample(once(), RATE, rate)) pieces.push(...block);
  return Float32Array.from(pieces);
};

describe('a recording of speech that is', () => {
  it.each<[string, () => Promise<Hearing>]>([
    ['in one of two channels, the other dead', () => hearSamples([silence, speech.samples])],
    ['shifted by a constant', () => hearSamples([speech.samples.map(value => value + 0.2)])],
    ['8 kHz µ-law', async () => hearSamples([await atRate(8_000)], { encoding: 'mulaw', sampleRate: 8_000 })],
    [
      'float with numbers that are none',
      () => hearSamples([speech.samples.map((value, i) => (i % 9_000 === 0 ? NaN : value))], { encoding: 'float32' }),
    ],
    [
      'called a film, by its name',
      () => {
        const path = join(scratch, 'talk.mp4');
        cpSync(committed('test/fixtures/align/jfk.wav'), path);
        return hear(path);
      },
    ],
    [
      'written as a stream, its header without a length',
      () => hear(fileOf(riff(formatChunk(1), chunk('data', samplesOf([speech.samples]), 0xffff_ffff)))),
    ],
  ])(
    '%s is measured like a good one',
    async (_, listen) => {
      const [good, bad] = [await clean, await listen()];
      expect(placedIn(bad)).toBe(speech.words.length);
      const same = emphasisedIn(bad).filter(word => emphasisedIn(good).includes(word));
      expect(same.length).toBeGreaterThanOrEqual(emphasisedIn(good).length - 1);
    },
    60_000,
  );

  it.each<[string, Float32Array]>([
    ['under noise as loud as a fan', added(speech.samples, noise(seconds, 0.02))],
    [
      'under music',
      added(
        speech.samples,
        sound(seconds, t => [220, 277.2, 329.6].reduce((sum, f) => sum + 0.02 * Math.sin(2 * Math.PI * f * t), 0)),
      ),
    ],
    ['clipped hard', speech.samples.map(value => Math.max(-0.95, Math.min(0.95, 4 * value)))],
  ])(
    '%s is measured, with less confidence',
    async (_, samples) => {
      const bad = await hearSamples([samples]);
      expect(placedIn(bad)).toBeGreaterThanOrEqual(20);
      expect(confidenceIn(bad)).toBeLessThan(confidenceIn(await clean));
      expect(bad.emphasis.every(({ modalities }) => modalities.linguistic >= 0)).toBe(true);
    },
    60_000,
  );
});

describe('a recording without the speech that its text says', () => {
  it.each<[string, Float32Array]>([
    ['silence', silence],
    ['noise', noise(seconds, 0.1)],
    ['music', sound(seconds, t => 0.2 * Math.sin(2 * Math.PI * 220 * t) + 0.1 * Math.sin(2 * Math.PI * 277.2 * t))],
  ])(
    '(%s) stresses nothing, and says that text and sound do not fit',
    async (_, samples) => {
      const { emphasis, notes, transcript } = await hearSamples([samples]);
      expect(emphasis).toHaveLength(transcript.words.length);
      expect(notes.join(' ')).toMatch(/fit|not found/u);
      for (const { score, confidence, prominence } of emphasis)
        expect([score, confidence, prominence].every(value => Number.isFinite(value) && value >= 0)).toBe(true);
      for (const { modalities, confidence } of emphasis) expect(modalities.acoustic === null && confidence <= 0.5).toBe(true);
    },
    60_000,
  );
});

describe('a file', () => {
  const whole = readFileSync(committed('test/fixtures/align/jfk.wav'));
  it.each<[string, Uint8Array, string]>([
    ['that was cut off', whole.subarray(0, whole.length / 2), 'MEDIA_TRUNCATED'],
    [
      'whose header promises more than there is',
      riff(formatChunk(1), chunk('data', samplesOf([speech.samples]), 1_000_000_000)),
      'MEDIA_TRUNCATED',
    ],
    ['of 0 bytes', new Uint8Array(0), 'MEDIA_UNSUPPORTED'],
    ['without samples', wavOf([new Float32Array(0)]), 'MEDIA_NO_AUDIO'],
  ])('%s is refused, whatever its words', async (_, bytes, code) => {
    await expect(hear(fileOf(bytes))).rejects.toMatchObject({ code });
  });
});
