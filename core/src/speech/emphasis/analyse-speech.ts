import type { EmphasisPoint } from '../emphasis-point.ts';
import { MS_PER_FRAME } from '../signal/frames.ts';
import { type SpeechTracks, trackSpeech } from '../signal/speech-tracks.ts';
import type { Word } from '../transcript.ts';
import { expectedPoint, heardPoint } from './emphasis-of-word.ts';
import { measurableWords } from './measurable-words.ts';
import { measureWords, type TimeSpan } from './measure-words.ts';
import { emphasisedWords, type Sensitivity } from './sensitivity.ts';
import { snapBoundaries } from './snap-boundaries.ts';
import { lettersOf, syllableCount } from './syllables.ts';
import type { TextPrior } from './text-prior.ts';

interface WordsRequest {
  /** In spoken order; bad times cost a word its measurement, never the others theirs. */
  readonly words: readonly Word[];
  /** Of the aligner, in order of time: a second tier of durations. */
  readonly phones?: readonly TimeSpan[];
  readonly sensitivity: Sensitivity;
  readonly prior: TextPrior;
}

interface SpeechRequest extends WordsRequest {
  /** Read once, from beginning to end. */
  readonly audio: { readonly sampleRate: number; blocks(): AsyncIterable<Float32Array> };
}

/** Why a word has no measurement, in plain words. */
const unheard = (word: Word, frames: number): string => {
  if (word.timeSource === 'spread') return 'Its times are only estimated';
  if (word.startMs >= frames * MS_PER_FRAME) return 'It lies beyond the end of the audio';
  return word.endMs <= word.startMs ? 'It has no length in the audio' : 'No voice could be measured here';
};

/** Emphasis of every word from tracks that were measured before. @returns one point a word, in the words' order */
export const analyseTracks = (tracks: SpeechTracks, { words, phones = [], sensitivity, prior }: WordsRequest): EmphasisPoint[] => {
  const frames = tracks.level.length;
  const placed = snapBoundaries(measurableWords(words, frames), tracks.level, ({ index }) => words[index]!.timeSource === 'asr');
  const syllables = words.map(word => syllableCount(lettersOf(word.text)));
  const measurements = measureWords({ tracks, words: placed, syllables, phones });
  const emphasised = emphasisedWords(measurements, sensitivity);
  const byIndex = new Map(measurements.map(measurement => [measurement.index, measurement]));
  return prior.expect(words).map((expectation, i) => {
    const word = words[i]!;
    const measurement = byIndex.get(i);
    if (measurement !== undefined)
      return heardPoint(word, expectation, { measurement, emphasised: emphasised.has(i), clipped: tracks.clipped }, prior.fusion);
    const byText = word.timeSource === 'spread' && expectation.strong >= prior.exceededBy[sensitivity];
    return expectedPoint(word, { expectation, emphasised: byText, because: unheard(word, frames) });
  });
};

/**
 * Emphasis of every word, measured from the voice as the audio streams by. Words without times of their own, outside the
 * audio or without voice get what their text lets expect.
 * @returns one point a word, in the words' order
 */
export const analyseSpeech = async ({ audio, ...request }: SpeechRequest): Promise<EmphasisPoint[]> =>
  analyseTracks(await trackSpeech(audio.blocks(), audio.sampleRate), request);
