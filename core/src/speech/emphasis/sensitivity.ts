import type { JobSettings } from '../../jobs/job-settings.ts';
import { FRAMES_PER_SECOND } from '../signal/frames.ts';
import { contrastOf } from './contrast.ts';
import type { WordMeasurement } from './measure-words.ts';

export type Sensitivity = JobSettings['sensitivity'];

/** What makes a word emphasised, besides standing out from its neighbours at all. */
export interface EmphasisRule {
  /** Least prominence. */
  readonly prominence: number;
  /** Least share of the greatest strength around. */
  readonly ofStrongest: number;
}

/**
 * Settings by the share of words they mark in neutral reading (99,143 words of the Helsinki corpus, `npm run bench --
 * emphasis`): 7, 9, 16 and 24 %. Listeners mark 15 to 22 % of natural speech (MMEE, Interspeech 2026).
 */
export const EMPHASIS_RULES: Readonly<Record<Sensitivity, EmphasisRule>> = {
  low: { prominence: 1.8, ofStrongest: 0.9 },
  normal: { prominence: 1.5, ofStrongest: 0.8 },
  high: { prominence: 1.2, ofStrongest: 0.6 },
  highest: { prominence: 1.2, ofStrongest: 0 },
};

/** Frames (4 s, about ten words) to either side in which a word is compared with the strongest one. */
const AROUND = 4 * FRAMES_PER_SECOND;

/** @param measurements in order of time @returns indices of the emphasised words, in the transcript's numbering */
export const emphasisedWords = (measurements: readonly WordMeasurement[], sensitivity: Sensitivity): ReadonlySet<number> => {
  const rule = EMPHASIS_RULES[sensitivity];
  const emphasised = new Set<number>();
  let [from, to] = [0, 0];
  for (const { index, span, prominence, strength, features } of measurements) {
    while (measurements[from]!.span.end < span.start - AROUND) from++;
    while (to < measurements.length && measurements[to]!.span.start <= span.end + AROUND) to++;
    let strongest = 0;
    for (let i = from; i < to; i++) strongest = Math.max(strongest, measurements[i]!.strength);
    if (prominence >= rule.prominence && strength >= rule.ofStrongest * strongest && contrastOf(features) > 0) emphasised.add(index);
  }
  return emphasised;
};
