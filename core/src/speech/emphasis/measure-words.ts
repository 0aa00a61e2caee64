import { type Chunk, chunksOf } from '../signal/chunks.ts';
import { durationContour } from '../signal/duration-contour.ts';
import { energyContour } from '../signal/energy-contour.ts';
import { cleanLogF0, pitchContour } from '../signal/f0-contour.ts';
import { frameAt, type FrameSpan } from '../signal/frames.ts';
import { prosodySignal } from '../signal/prosody-signal.ts';
import type { SpeechTracks } from '../signal/speech-tracks.ts';
import { speakerStatistics, type WordFeatures, wordFeatures, type WordSound, wordSound } from '../signal/word-features.ts';
import { wordProminence, type WordProminence } from '../signal/word-prominence.ts';
import { contrastOf } from './contrast.ts';
import type { MeasurableWord } from './measurable-words.ts';
import { type SoundQuality, soundQuality } from './sound-quality.ts';

/** Fewest words, and voiced frames (50 ms), with which a contour says something. */
const FEWEST_WORDS = 3;
const FEWEST_VOICED = 10;
/** Fewest words of a recording in which one can stand out. */
const FEWEST_TO_COMPARE = 2;
/** Share of a chunk's words' time that phones have to cover to be a tier of their own. */
const PHONE_COVER = 0.8;

/** A stretch of the recording in milliseconds. */
export interface TimeSpan {
  readonly startMs: number;
  readonly endMs: number;
}

/** What was heard of one word. */
export interface WordMeasurement extends WordProminence {
  readonly index: number;
  readonly span: FrameSpan;
  readonly features: WordFeatures;
  readonly quality: SoundQuality;
  /** `contour`: from the wavelet transform of the chunk; `features`: estimated, because the chunk is too short for one. */
  readonly method: 'contour' | 'features';
}

interface PreparedChunk {
  readonly chunk: Chunk;
  readonly words: readonly MeasurableWord[];
  /** Words in frames of the chunk. */
  readonly spans: readonly FrameSpan[];
  readonly level: Float64Array;
  readonly logF0: Float64Array;
  readonly sounds: readonly WordSound[];
  readonly quality: SoundQuality;
}

/** What there is to measure. */
export interface MeasureRequest {
  readonly tracks: SpeechTracks;
  /** In order of time, not overlapping. */
  readonly words: readonly MeasurableWord[];
  /** Syllables of each of all words, by their index. */
  readonly syllables: readonly number[];
  /** In order of time; the second duration tier where they cover a chunk. */
  readonly phones: readonly TimeSpan[];
}

const within = ({ start, end }: FrameSpan, chunk: FrameSpan): FrameSpan => ({ start: start - chunk.start, end: end - chunk.start });

const prepare = ({ tracks, words, syllables }: MeasureRequest, chunk: Chunk): PreparedChunk => {
  const own = words.slice(chunk.from, chunk.to);
  const spans = own.map(word => within(word, chunk.span));
  const level = tracks.level.slice(chunk.span.start, chunk.span.end);
  const f0 = tracks.f0.slice(chunk.span.start, chunk.span.end);
  const logF0 = cleanLogF0(f0);
  const sounds = spans.map((span, i) => wordSound({ ...span, syllables: syllables[own[i]!.index]! }, logF0, level));
  return { chunk, words: own, spans, level, logF0, sounds, quality: soundQuality(spans, level, f0) };
};

const phonesWithin = (phones: readonly FrameSpan[], { chunk, spans }: PreparedChunk): FrameSpan[] => {
  const inside = phones.filter(phone => phone.start >= chunk.span.start && phone.end <= chunk.span.end && phone.end > phone.start);
  const length = (units: readonly FrameSpan[]): number => units.reduce((sum, unit) => sum + unit.end - unit.start, 0);
  return length(inside) < PHONE_COVER * length(spans) ? [] : inside.map(phone => within(phone, chunk.span));
};

const fromContour = (prepared: PreparedChunk, phones: readonly FrameSpan[]): WordProminence[] => {
  const { spans, level, logF0 } = prepared;
  const words = durationContour(spans, level.length);
  const ofPhones = durationContour(phones, level.length);
  const duration = phones.length === 0 ? words : words.map((value, i) => 0.5 * value + 0.5 * ofPhones[i]!);
  return wordProminence(prosodySignal(pitchContour(logF0), energyContour(level), duration), spans);
};

/** Prominence by contrast alone: the line through the 84 words of the reference clips (r .74). */
const fromFeatures = (features: WordFeatures): WordProminence => ({ prominence: 0.57 + 0.77 * contrastOf(features), boundary: 0 });

/** @returns what was heard, one entry for each word that can be compared with anything, in the order given */
export const measureWords = (request: MeasureRequest): WordMeasurement[] => {
  if (request.words.length < FEWEST_TO_COMPARE) return [];
  const chunks = chunksOf(request.words, request.tracks.level.length).map(chunk => prepare(request, chunk));
  const speaker = speakerStatistics(chunks.flatMap(({ sounds }) => sounds));
  const phones = request.phones.map(({ startMs, endMs }) => ({ start: frameAt(startMs), end: frameAt(endMs) }));
  return chunks.flatMap(prepared => {
    const voiced = prepared.logF0.reduce((count, value) => (value === 0 ? count : count + 1), 0);
    if (voiced === 0) return [];
    const features = prepared.sounds.map((_, i) => wordFeatures(prepared.sounds, i, speaker));
    const method = prepared.words.length < FEWEST_WORDS || voiced < FEWEST_VOICED ? 'features' : 'contour';
    const heard = method === 'contour' ? fromContour(prepared, phonesWithin(phones, prepared)) : features.map(fromFeatures);
    return prepared.words.map((word, i) => ({
      ...heard[i]!,
      index: word.index,
      span: word,
      features: features[i]!,
      quality: prepared.quality,
      method,
    }));
  });
};
