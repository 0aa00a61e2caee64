import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import type { AudioStream } from '../../core/src/speech/audio/audio-stream.ts';
import { Resampler } from '../../core/src/speech/audio/resampler.ts';

export const SAMPLE_RATE = 16_000;
const ROOT = resolve(import.meta.dirname, '../..');
export const MODEL_FOLDER = join(ROOT, 'models/cmu-en-us-ptm');

/** A word and when it is said, milliseconds. */
export interface TimedWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** A recording whose words are known. */
export interface Clip {
  readonly name: string;
  /** 16 kHz, -1..1. */
  readonly samples: Float32Array;
  readonly words: readonly TimedWord[];
}

export const joined = (parts: readonly Float32Array[]): Float32Array => {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** @param path of a mono 16-bit WAV file @returns its samples at 16 kHz */
const readWav = (path: string): Float32Array => {
  const file = readFileSync(path);
  let rate = SAMPLE_RATE;
  let at = 12;
  for (let id = ''; ; at += 8 + file.readUInt32LE(at + 4)) {
    id = file.toString('latin1', at, at + 4);
    if (id === 'fmt ') rate = file.readUInt32LE(at + 12);
    if (id === 'data') break;
  }
  const samples = Float32Array.from({ length: file.readUInt32LE(at + 4) / 2 }, (_, i) => file.readInt16LE(at + 8 + 2 * i) / 32_768);
  if (rate === SAMPLE_RATE) return samples;
  const resampler = new Resampler(rate, SAMPLE_RATE);
  return joined([resampler.push(samples), resampler.end()]);
};

/** @returns the samples as a stream of one-second blocks */
export const streamOf = (samples: Float32Array, sampleRate = SAMPLE_RATE): AudioStream => ({
  sampleRate,
  async *blocks() {
    for (let at = 0; at < samples.length; at += sampleRate) yield await Promise.resolve(samples.subarray(at, at + sampleRate));
  },
});

/** Words by clip as the Python package pocketsphinx places them: text, first frame, first frame after it; 10 ms frames. */
const Golden = z.object({ words: z.record(z.string(), z.array(z.tuple([z.string(), z.number(), z.number()]))) });

/** @returns the words of `golden.json`, in frames of 10 ms */
export const goldenWords = (): z.infer<typeof Golden>['words'] =>
  Golden.parse(JSON.parse(readFileSync(join(MODEL_FOLDER, 'golden.json'), 'utf8'))).words;

/** The words tier of a TextGrid in its long form; empty intervals are pauses. */
const readWordTier = (path: string): TimedWord[] => {
  const [, tier = ''] = readFileSync(path, 'utf8').split('name = "words"');
  const [words = ''] = tier.split('class = ');
  return [...words.matchAll(/xmin = ([\d.]+)\s+xmax = ([\d.]+)\s+text = "([^"]+)"/g)].map(([, start, end, text = '']) => ({
    text,
    startMs: 1000 * Number(start),
    endMs: 1000 * Number(end),
  }));
};

/** Half a frame's window, which the reference leaves out. */
const FRAME_CENTRE_MS = 15;

/** The one clip that is committed. Its reference is pocketsphinx, not a person. */
export const committedClip = (): Clip => ({
  name: 'jfk',
  samples: readWav(join(ROOT, 'test/fixtures/align/jfk.wav')),
  words: (goldenWords()['jfk'] ?? []).map(([text, start, end]) => ({
    text,
    startMs: 10 * start + FRAME_CENTRE_MS,
    endMs: 10 * end + FRAME_CENTRE_MS,
  })),
});

const TIERED = ['LJ050-0276', 'LJ050-0277', 'LJ050-0278', '7127_75947_000010_000000'];

/** @param fixtures folder of larger fixtures @returns four clips with word tiers made by another aligner; 84 words */
export const tieredClips = (fixtures: string): Clip[] =>
  TIERED.map(name => ({
    name,
    samples: readWav(join(fixtures, 'data/speech', `${name}.wav`)),
    words: readWordTier(join(fixtures, 'data/speech', `${name}.TextGrid`)),
  }));
