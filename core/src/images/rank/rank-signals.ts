import type { PlacementPreset } from '../../jobs/job-settings.ts';
import { FRAMES } from '../../timeline/placement-presets.ts';
import type { ImageCandidate } from '../image-candidate.ts';

const SIGNALS = ['trust', 'match', 'sentence', 'resolution', 'aspect', 'quality', 'position'] as const;
type Signal = (typeof SIGNALS)[number];

export type Weights = Readonly<Record<Signal, number>>;

/**
 * How much each signal counts. Chosen by what a wrong picture costs: where it comes from and what it says of itself decide,
 * how it looks only orders those that are right. Not fitted to data; the sum is 1, so that a score is a share of the best.
 */
export const NAMING_WEIGHTS: Weights = {
  trust: 0.38,
  match: 0.27,
  sentence: 0.08,
  resolution: 0.1,
  aspect: 0.07,
  quality: 0.06,
  position: 0.04,
};

/** For a word that may mean several things, where a model tells which: there the sentence decides, as no name can. */
export const SENSE_WEIGHTS: Weights = { ...NAMING_WEIGHTS, trust: 0.29, match: 0.19, sentence: 0.25 };

const TRUST: Readonly<Record<ImageCandidate['origin'], number>> = {
  owner: 1,
  'item-file': 0.9,
  depicts: 0.7,
  'text-search': 0.45,
  stock: 0.45,
};
/** Among the files an item names, its image is made for this; a logo shows a company, but less than what it does. */
const PROPERTY_TRUST: Readonly<Record<'P18' | 'P154' | 'P41' | 'lead', number>> = { P18: 1, lead: 0.9, P154: 0.8, P41: 0.75 };

const trustOf = ({ origin, property }: ImageCandidate): number =>
  origin === 'item-file' && property !== null ? PROPERTY_TRUST[property] : TRUST[origin];

/** From nothing at a quarter of the frame's pixels to all of them. */
const resolutionOf = ({ width, height }: ImageCandidate, preset: PlacementPreset): number => {
  const frame = FRAMES[preset];
  const scale = Math.sqrt((width * height) / (frame.width * frame.height));
  return Math.min(1, Math.max(0, (scale - 0.25) / 0.75));
};

/** 1 for the frame's own shape, 0 where only a third of the picture or of the frame would be left. */
const aspectOf = ({ width, height }: ImageCandidate, preset: PlacementPreset): number => {
  const frame = FRAMES[preset];
  const ratio = width / height / (frame.width / frame.height);
  return Math.max(0, 1 - Math.abs(Math.log(ratio)) / Math.log(3));
};

const QUALITY = new Map([
  ['featured', 1],
  ['potd', 1],
  ['poty', 1],
  ['quality', 0.8],
  ['valued', 0.7],
]);

const qualityOf = ({ assessments }: ImageCandidate): number =>
  Math.max(0, ...assessments.map(assessment => QUALITY.get(assessment.toLowerCase()) ?? 0));

interface Known {
  /** How well the words name the subject, of the subject check. */
  readonly match: number;
  /** How well what it says of itself goes with the sentence, 0–1. */
  readonly sentence: number;
  /** In the search, from 0. */
  readonly position: number;
}

/** @returns the signals by name, each 0–1 */
export const signalsOf = (
  candidate: ImageCandidate,
  { match, sentence, position }: Known,
  preset: PlacementPreset,
): Readonly<Record<Signal, number>> => ({
  trust: trustOf(candidate),
  match,
  sentence,
  resolution: resolutionOf(candidate, preset),
  aspect: aspectOf(candidate, preset),
  quality: qualityOf(candidate),
  position: 1 / (1 + position),
});

/** @returns the weighted sum, 0–1, four digits */
export const scoreOf = (signals: Readonly<Record<Signal, number>>, weights: Weights): number => {
  const sum = SIGNALS.reduce((total, signal) => total + weights[signal] * signals[signal], 0);
  return Math.round(Math.min(1, sum) * 10_000) / 10_000;
};
