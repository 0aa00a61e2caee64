import type { EmphasisPoint } from '../emphasis-point.ts';
import type { Word } from '../transcript.ts';
import { confidenceOf, confidenceOfText } from './confidence.ts';
import { contrastOf } from './contrast.ts';
import type { WordMeasurement } from './measure-words.ts';
import { accentClass, type FusionWeights, type TextExpectation, type TextPrior } from './text-prior.ts';
import { whyExpected, whyHeard } from './why.ts';

/** Prominence at which its share reaches 1 - 1/e; the scale's 88th percentile in neutral reading is 1.8. */
const PROMINENCE_SCALE = 1.6;
/** Strength at which the score is a half, which is what `normal` sensitivity calls emphasised, and how steep it is there. */
const HALF = 1.5;
const STEEPNESS = 1.5;
/** What the text adds to a word's strength at most: it decides between equals, never against the voice. */
const TEXT_PART = 0.05;
/** Keeps log odds finite. */
const NEARLY = 1e-6;
/** Steps numbers are given in, so that a reader sees no false precision. */
const STEPS = 1_000;

const rounded = (value: number): number => Math.round(value * STEPS) / STEPS;
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const logit = (probability: number): number => {
  const inside = Math.min(1 - NEARLY, Math.max(NEARLY, probability));
  return Math.log(inside / (1 - inside));
};

const fused = (weights: FusionWeights, text: number, prominence: number): number =>
  sigmoid(weights.bias + weights.text * logit(text) + weights.voice * Math.log1p(prominence));

const accentOf = (accented: number, strong: number): EmphasisPoint['accent'] => ({
  probability: rounded(accented),
  class: accentClass({ accented: rounded(accented), strong }),
});

type JudgedWord = Pick<Word, 'id' | 'timeErrorMs' | 'confidence'>;

interface Heard {
  readonly measurement: WordMeasurement;
  readonly emphasised: boolean;
  /** Share of the recording's samples. */
  readonly clipped: number;
}

/** @returns the point of a word whose sound was measured */
export const heardPoint = (word: JudgedWord, expected: TextExpectation, heard: Heard, fusion: TextPrior['fusion']): EmphasisPoint => {
  const { measurement } = heard;
  const prominence = Math.max(0, measurement.prominence);
  const accented = fused(fusion.accented, expected.accented, prominence);
  const prosodic = 1 - Math.exp(-prominence / PROMINENCE_SCALE);
  return {
    wordId: word.id,
    accent: accentOf(accented, Math.min(accented, fused(fusion.strong, expected.strong, prominence))),
    prominence: rounded(prominence),
    boundary: rounded(measurement.boundary),
    emphasised: heard.emphasised,
    score: rounded(sigmoid(STEEPNESS * (measurement.strength + TEXT_PART * expected.accented - HALF))),
    confidence: rounded(confidenceOf(word, measurement, heard.clipped)),
    modalities: {
      acoustic: rounded(sigmoid(2 * contrastOf(measurement.features))),
      prosodic: rounded(prosodic),
      linguistic: rounded(expected.accented),
    },
    why: whyHeard(measurement.features),
  };
};

interface Expected {
  readonly expectation: TextExpectation;
  readonly emphasised: boolean;
  /** Why the voice has no say: no audio, no times, no voice. */
  readonly because: string;
}

/** @returns the point of a word known by its text alone */
export const expectedPoint = (word: JudgedWord, { expectation, emphasised, because }: Expected): EmphasisPoint => ({
  wordId: word.id,
  accent: accentOf(expectation.accented, expectation.strong),
  prominence: 0,
  boundary: 0,
  emphasised,
  score: rounded((expectation.accented + expectation.strong) / 2),
  confidence: rounded(confidenceOfText(expectation)),
  modalities: { acoustic: null, prosodic: null, linguistic: rounded(expectation.accented) },
  why: whyExpected(expectation.accented, because),
});
