import type { FusionWeights, TextPriorFile } from '../../core/src/speech/emphasis/text-prior.ts';
import { CLASS_CUTS } from './helsinki-corpus.ts';

/**
 * Error of our prominence against the corpus' method, in ln(1 + prominence): root mean square with phones 0.07, median with
 * word times alone 0.05 (84 reference words).
 */
const MEASUREMENT_ERROR = 0.07;
const NEWTON_STEPS = 30;

interface HeldOut {
  readonly prominence: number;
  readonly accented: number;
  readonly strong: number;
}

/** Standard normal numbers (Box and Muller 1958) from the generator of Numerical Recipes: the same on every machine. */
const normalNumbers = (): (() => number) => {
  let state = 1;
  const uniform = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
};

const logit = (probability: number): number => Math.log(probability / (1 - probability));
const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

type Triple = readonly [number, number, number];

interface Row {
  readonly x: Triple;
  readonly isPositive: boolean;
}

const dot = (a: Triple, b: Triple): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a: Triple, b: Triple): Triple => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
const plus = (a: Triple, b: Triple, factor: number): Triple => [a[0] + factor * b[0], a[1] + factor * b[1], a[2] + factor * b[2]];

/** Solves a symmetric system by Cramer's rule. */
const solve = ([a, b, c]: readonly [Triple, Triple, Triple], right: Triple): Triple => {
  const determinant = dot(a, cross(b, c));
  return [dot(right, cross(b, c)) / determinant, dot(right, cross(c, a)) / determinant, dot(right, cross(a, b)) / determinant];
};

/** Logistic regression of three coefficients by Newton's method. */
const fitThree = (rows: readonly Row[]): Triple => {
  let weights: Triple = [0, 0, 0];
  for (let step = 0; step < NEWTON_STEPS; step++) {
    let gradient: Triple = [0, 0, 0];
    let curvature: [Triple, Triple, Triple] = [[0, 0, 0], [0, 0, 0], [0, 0, 0]];
    for (const { x, isPositive } of rows) {
      const probability = 1 / (1 + Math.exp(-dot(weights, x)));
      const bend = probability * (1 - probability);
      gradient = plus(gradient, x, (isPositive ? 1 : 0) - probability);
      curvature = [plus(curvature[0], x, bend * x[0]), plus(curvature[1], x, bend * x[1]), plus(curvature[2], x, bend * x[2])];
    }
    weights = plus(weights, solve(curvature, gradient), 1);
  }
  return weights;
};

/**
 * How text and voice together tell the class of a word. There is no sound to the corpus, so its prominences stand for what
 * we would measure, with our measurement's error added; the text's share is what helps against that error.
 */
export const fitFusion = (words: readonly HeldOut[]): TextPriorFile['fusion'] => {
  const error = normalNumbers();
  const heard = words.map(word => Math.max(0, Math.log1p(word.prominence) + MEASUREMENT_ERROR * error()));
  const fit = (question: 'accented' | 'strong'): FusionWeights => {
    const rows = words.map((word, i): Row => ({ x: [1, logit(word[question]), heard[i] ?? 0], isPositive: word.prominence >= CLASS_CUTS[question] }));
    const [bias, text, voice] = fitThree(rows);
    return { bias: rounded(bias), text: rounded(text), voice: rounded(voice) };
  };
  return { accented: fit('accented'), strong: fit('strong') };
};
