import { CONCEPT_FEATURES } from '../../../core/src/entities/concepts/concept-features.ts';
import { type ConceptModel, wantedProbability } from '../../../core/src/entities/concepts/concept-model.ts';
import { type ConceptRow, valuesOf } from './rows.ts';

const STEPS = 25;
/** Pull of the standardised weights towards 0. */
const L2 = 1;
const FOLDS = 5;

const rounded = (value: number): number => Number(value.toFixed(6));

/** Solves `matrix · x = vector` by elimination with pivots. */
const solved = (matrix: readonly (readonly number[])[], vector: readonly number[]): number[] => {
  const rows = matrix.map((row, index) => [...row, vector[index]!]);
  for (let column = 0; column < rows.length; column += 1) {
    const pivot = rows.slice(column).reduce((best, row) => (Math.abs(row[column]!) > Math.abs(best[column]!) ? row : best));
    rows.splice(rows.indexOf(pivot), 1);
    rows.splice(column, 0, pivot);
    for (const row of rows) {
      if (row === pivot) continue;
      const factor = row[column]! / pivot[column]!;
      for (let at = column; at < row.length; at += 1) row[at] = row[at]! - factor * pivot[at]!;
    }
  }
  return rows.map((row, index) => row.at(-1)! / row[index]!);
};

/** Logistic regression over standardised features by Newton's method. */
export const fitConcepts = (rows: readonly ConceptRow[]): ConceptModel => {
  const values = rows.map(valuesOf);
  const size = CONCEPT_FEATURES.length;
  const mean = CONCEPT_FEATURES.map((_, at) => values.reduce((sum, row) => sum + row[at]!, 0) / rows.length);
  const sd = mean.map((middle, at) => Math.sqrt(values.reduce((sum, row) => sum + (row[at]! - middle) ** 2, 0) / rows.length) + 1e-9);
  const x = values.map(row => [...row.map((value, at) => (value - mean[at]!) / sd[at]!), 1]);
  let weights = Array.from({ length: size + 1 }, () => 0);
  for (let step = 0; step < STEPS; step += 1) {
    const slope = weights.map((weight, at) => (at === size ? 0 : L2 * weight));
    const curve = weights.map((_, at) => weights.map((__, other) => (at === other && at !== size ? L2 : 0)));
    for (const [index, row] of x.entries()) {
      const p = 1 / (1 + Math.exp(-row.reduce((sum, value, at) => sum + value * weights[at]!, 0)));
      const error = p - (rows[index]!.isWanted ? 1 : 0);
      for (let at = 0; at <= size; at += 1) {
        slope[at]! += error * row[at]!;
        for (let other = 0; other <= size; other += 1) curve[at]![other]! += p * (1 - p) * row[at]! * row[other]!;
      }
    }
    const change = solved(curve, slope);
    weights = weights.map((weight, at) => weight - change[at]!);
  }
  return {
    version: 1,
    features: [...CONCEPT_FEATURES],
    mean: mean.map(rounded),
    sd: sd.map(rounded),
    w: weights.slice(0, size).map(rounded),
    bias: rounded(weights[size]!),
  };
};

/** A word with what a model says that has seen no talk about the same thing. */
export interface HeldOutWord {
  readonly row: ConceptRow;
  readonly wanted: number;
}

/** Five folds by what the talk is about. */
export const heldOutWords = (rows: readonly ConceptRow[]): readonly HeldOutWord[] => {
  const contexts = [...new Set(rows.map(({ context }) => context))].sort();
  const foldOf = ({ context }: ConceptRow): number => contexts.indexOf(context) % FOLDS;
  return Array.from({ length: FOLDS }, (_, fold) => {
    const model = fitConcepts(rows.filter(row => foldOf(row) !== fold));
    return rows.filter(row => foldOf(row) === fold).map(row => ({ row, wanted: wantedProbability(model, row.vector) }));
  }).flat();
};
