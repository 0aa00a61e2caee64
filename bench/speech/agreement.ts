import type { EmphasisPoint } from '../../core/src/speech/emphasis-point.ts';
import { classOf } from '../../models/text-prior/helsinki-corpus.ts';
import { mean, quantile, share } from '../align/statistics.ts';
import { seededRandom } from '../align/random.ts';
import type { ReferenceClip } from './reference-clips.ts';

/** One word, measured and as the reference has it; prominences clipped at 0. */
export interface Pair {
  readonly value: number;
  readonly reference: number;
}

/** @returns measured against reference prominence, word by word */
export const pairsOf = (clip: ReferenceClip, points: readonly EmphasisPoint[]): Pair[] =>
  clip.words.map((word, i) => ({ value: points[i]?.prominence ?? 0, reference: Math.max(0, word.prominence) }));

/** Pearson's correlation. */
export const pearson = (pairs: readonly Pair[]): number => {
  const [a, b] = [mean(pairs.map(pair => pair.value)), mean(pairs.map(pair => pair.reference))];
  const sum = (of: (pair: Pair) => number): number => pairs.reduce((total, pair) => total + of(pair), 0);
  const product = sum(pair => (pair.value - a) * (pair.reference - b));
  return product / Math.sqrt(sum(pair => (pair.value - a) ** 2) * sum(pair => (pair.reference - b) ** 2));
};

/** Ranks from 1; equals share their mean rank. */
const ranks = (values: readonly number[]): number[] =>
  values.map(value => values.filter(other => other < value).length + (values.filter(other => other === value).length + 1) / 2);

/** Spearman's rank correlation. */
export const spearman = (pairs: readonly Pair[]): number => {
  const [values, references] = [ranks(pairs.map(pair => pair.value)), ranks(pairs.map(pair => pair.reference))];
  return pearson(values.map((value, i) => ({ value, reference: references[i] ?? 0 })));
};

/** Share of words that are accented in both or in neither. */
export const twoWay = (pairs: readonly Pair[]): number =>
  share(pairs.map(({ value, reference }) => classOf(value) > 0 === classOf(reference) > 0));

/** Share of words of the same class: none, accented, strong. */
export const threeWay = (pairs: readonly Pair[]): number =>
  share(pairs.map(({ value, reference }) => classOf(value) === classOf(reference)));

const RESAMPLES = 1_000;

/** @returns 95 % interval of a statistic, by drawing words anew */
export const interval = (pairs: readonly Pair[], statistic: (pairs: readonly Pair[]) => number): [low: number, high: number] => {
  const random = seededRandom(1);
  const drawn = Array.from({ length: RESAMPLES }, () =>
    statistic(pairs.flatMap(() => pairs[Math.floor(random.even() * pairs.length)] ?? [])),
  );
  return [quantile(drawn, 0.025), quantile(drawn, 0.975)];
};
