import type { Word } from '../transcript.ts';
import type { WordMeasurement } from './measure-words.ts';
import type { TextExpectation } from './text-prior.ts';

/** Nobody agrees fully on emphasis (kappa of listeners .23 to .45), so no word is certain. */
const MOST = 0.95;
/** Share of right answers lost per millisecond of time error: top-1 .93 at 50 ms, .83 at 100, .70 at 150 (measured on 40 clips). */
const LOST_PER_MS = 0.002;
/** dB. Ranks held down to 5 dB of noise; below 15 numbers become uncertain before ranks do. */
const CLEAR = 20;
const LOST_IN_NOISE = 0.4;
/** Share of voiced frames from which pitch is well known, and what is lost without any. */
const VOICED = 0.3;
const LOST_UNVOICED = 0.4;
/** Top-1 fell from .97 to .87 under a steady chord 15 dB below the voice; a louder one costs more. */
const LOST_UNDER_MUSIC = 0.4;
/** A chunk too short for a contour is judged by contrast alone (r .74 instead of .93). */
const FEATURES_ONLY = 0.6;
/** Syllables a second, a word's edges counted as .4 of one; faster is not spoken (a swallowed "the" takes 80 ms), so the times are wrong. */
const FASTEST = 25;
const IMPLAUSIBLE = 0.5;
/** Share of clipped samples at which loudness and its harmonics are no longer to be trusted. */
const HEAVY_CLIPPING = 0.02;
const LOST_BY_CLIPPING = 0.3;
/** The text's top word is the most prominent one in a third of sentences: half as sure as its accent at best. */
const TEXT_ALONE = 0.5;

const share = (value: number): number => Math.min(1, Math.max(0, value));

/** @param word its times, and how sure their source is of it @param clipped share of the recording's samples @returns 0–1 */
export const confidenceOf = (word: Pick<Word, 'timeErrorMs' | 'confidence'>, heard: WordMeasurement, clipped: number): number => {
  const { quality, features, method } = heard;
  const fast = Math.exp(-features.logPace) > FASTEST;
  return [
    1 - share(LOST_PER_MS * word.timeErrorMs),
    0.5 + 0.5 * (word.confidence ?? 1),
    1 - LOST_IN_NOISE * share(1 - quality.signalToNoise / CLEAR),
    1 - LOST_UNVOICED * share(1 - features.voicedShare / VOICED),
    1 - LOST_UNDER_MUSIC * share(quality.bed),
    1 - LOST_BY_CLIPPING * share(clipped / HEAVY_CLIPPING),
    method === 'contour' ? 1 : FEATURES_ONLY,
    fast ? IMPLAUSIBLE : 1,
  ].reduce((product, factor) => product * factor, MOST);
};

/** @returns 0–1, for a word of which only the text is known */
export const confidenceOfText = ({ accented }: TextExpectation): number => TEXT_ALONE * Math.max(accented, 1 - accented);
