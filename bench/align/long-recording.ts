import { align } from '../../core/src/speech/align/align.ts';
import type { AudioStream } from '../../core/src/speech/audio/audio-stream.ts';
import type { AlignerModel } from '../../core/src/speech/align/model/load-aligner.ts';
import { windowsOfWords } from '../../core/src/speech/align/windows.ts';
import { type Clip, SAMPLE_RATE, type TimedWord } from './clips.ts';
import { seededRandom } from './random.ts';
import { asTranscript } from './rough-times.ts';

/** Clips one after the other, made as they are read. */
export interface Recording {
  readonly audio: AudioStream;
  readonly durationMs: number;
  /** Everything that is said. */
  readonly said: readonly TimedWord[];
  /** What the text has; null for words nobody says. */
  readonly text: readonly { readonly word: TimedWord; readonly truth: TimedWord | null }[];
}

const later = ({ text, startMs, endMs }: TimedWord, byMs: number): TimedWord => ({ text, startMs: startMs + byMs, endMs: endMs + byMs });

/**
 * @param minutes at least
 * @param faults true: the text lacks every seventh clip and has the words of another one beside every fifth
 */
export const joinedRecording = (clips: readonly Clip[], minutes: number, faults: boolean): Recording => {
  const said: TimedWord[] = [];
  const text: { word: TimedWord; truth: TimedWord | null }[] = [];
  const parts: Float32Array[] = [];
  let atMs = 0;
  for (let i = 0; atMs < minutes * 60_000; i++) {
    const clip = clips[i % clips.length];
    const stray = clips[(i + 1) % clips.length];
    if (clip === undefined || stray === undefined) break;
    const words = clip.words.map(word => later(word, atMs));
    said.push(...words);
    if (!faults || i % 7 !== 6) text.push(...words.map(word => ({ word, truth: word })));
    parts.push(clip.samples);
    atMs += (1000 * clip.samples.length) / SAMPLE_RATE;
    if (faults && i % 5 === 4)
      text.push(...stray.words.map(({ text: said }) => ({ word: { text: said, startMs: atMs, endMs: atMs }, truth: null })));
  }
  const blocks = async function* (): AsyncGenerator<Float32Array> {
    for (const part of parts) yield await Promise.resolve(part);
  };
  return { audio: { sampleRate: SAMPLE_RATE, blocks }, durationMs: atMs, said, text };
};

/** What aligning a long recording took and gave. */
export interface LongResult {
  /** Signed, of words that are said and were placed, milliseconds. */
  readonly onsets: readonly number[];
  /** Share of the words that are said and were placed. */
  readonly placed: number;
  /** Share of the words nobody says that were flagged. */
  readonly strayFlagged: number;
  /** Processor time of all threads, and time on the clock, as shares of the recording's length. */
  readonly processor: number;
  readonly clock: number;
  /** Most memory of the process while it worked, above what it had before, megabytes. */
  readonly addedMegabytes: number;
}

/** Words' times are up to half a second off in either direction. */
const ROUGH_MS = 1_000;

export const alignRecording = async (model: AlignerModel, { audio, durationMs, text }: Recording): Promise<LongResult> => {
  const random = seededRandom(5);
  const rough = text.map(({ word }) => later(word, ROUGH_MS * (random.even() - 0.5)));
  const words = asTranscript(rough);
  const before = process.memoryUsage.rss();
  let peak = before;
  const processor = process.cpuUsage();
  const clock = performance.now();
  const { words: aligned } = await align({
    model,
    audio,
    words,
    windows: windowsOfWords(words),
    language: 'en',
    onProgress: () => (peak = Math.max(peak, process.memoryUsage.rss())),
  });
  const elapsed = performance.now() - clock;
  const { user, system } = process.cpuUsage(processor);
  const results = text.map(({ truth }, i) => ({ truth, word: aligned[i] }));
  const real = results.filter(({ truth }) => truth !== null);
  const found = real.filter(({ word }) => word?.timeSource === 'aligned');
  const stray = results.filter(({ truth }) => truth === null);
  return {
    onsets: found.map(({ word, truth }) => (word?.startMs ?? 0) - (truth?.startMs ?? 0)),
    placed: found.length / real.length,
    strayFlagged: stray.filter(({ word }) => word?.flagged === true).length / Math.max(1, stray.length),
    processor: (user + system) / 1000 / durationMs,
    clock: elapsed / durationMs,
    addedMegabytes: (peak - before) / 1e6,
  };
};
