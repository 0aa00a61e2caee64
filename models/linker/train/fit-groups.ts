import { CLASS_GROUPS, type ClassGroup, type ClassGroupModel, groupEvidence } from '../../../core/src/entities/link/class-group.ts';
import { randomFrom, shuffled } from '../../random.ts';

/** An item whose group its classes tell. */
export interface GroupExample {
  readonly label: string;
  readonly description: string;
  readonly group: ClassGroup;
}

/** Evidence that is rarer says more about the sample than about the group. */
const LEAST_COUNT = 5;
const EPOCHS = 12;
const LEARNING_RATE = 0.15;
/** Pull of each weight towards 0, relative to a step. */
const DECAY = 2e-6;
/** Rare groups count more, by the root of how much rarer they are than the commonest. */
const RARITY_POWER = 0.5;
const SCALE = 0.05;
/** Weights below this, in multiples of `SCALE`, change nothing. */
const LEAST_WEIGHT = 2;

const counted = (examples: readonly { readonly evidence: readonly string[] }[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { evidence } of examples) for (const one of evidence) counts.set(one, (counts.get(one) ?? 0) + 1);
  return counts;
};

/** Softmax regression by AdaGrad, one example at a time in an order that is always the same. */
export const fitGroups = (examples: readonly GroupExample[]): Pick<ClassGroupModel, 'classes' | 'scale' | 'bias' | 'weights'> => {
  const K = CLASS_GROUPS.length;
  const read = examples.map(example => ({ evidence: groupEvidence(example), group: CLASS_GROUPS.indexOf(example.group) }));
  const vocabulary = [...counted(read)].filter(([, count]) => count >= LEAST_COUNT).map(([one]) => one).sort(); // prettier-ignore
  const place = new Map(vocabulary.map((one, index) => [one, index + 1]));
  const rows = read.map(({ evidence, group }) => ({ places: [0, ...evidence.flatMap(one => place.get(one) ?? [])], group }));
  const sizes = CLASS_GROUPS.map((_, group) => rows.filter(row => row.group === group).length);
  const commonest = Math.max(...sizes);
  const weights = new Float64Array((vocabulary.length + 1) * K);
  const squares = new Float64Array(weights.length).fill(1e-6);
  const random = randomFrom(1);
  const scores = new Float64Array(K);
  for (let epoch = 0; epoch < EPOCHS; epoch += 1) {
    for (const { places, group } of shuffled(rows, random)) {
      scores.fill(0);
      for (const at of places) for (let k = 0; k < K; k += 1) scores[k]! += weights[at * K + k]!;
      const highest = Math.max(...scores);
      let sum = 0;
      for (let k = 0; k < K; k += 1) sum += scores[k] = Math.exp(scores[k]! - highest);
      const importance = (commonest / Math.max(1, sizes[group]!)) ** RARITY_POWER;
      for (let k = 0; k < K; k += 1) {
        const error = importance * (scores[k]! / sum - (k === group ? 1 : 0));
        for (const at of places) {
          const index = at * K + k;
          const slope = error + DECAY * rows.length * weights[index]!;
          squares[index]! += slope * slope;
          weights[index]! -= (LEARNING_RATE * slope) / Math.sqrt(squares[index]!);
        }
      }
    }
  }
  const rounded = (at: number): number[] => CLASS_GROUPS.map((_, k) => Math.round(weights[at * K + k]! / SCALE));
  const kept = vocabulary.map((one, index) => [one, rounded(index + 1)] as const);
  return {
    classes: [...CLASS_GROUPS],
    scale: SCALE,
    bias: rounded(0),
    weights: Object.fromEntries(kept.filter(([, row]) => row.some(weight => Math.abs(weight) >= LEAST_WEIGHT))),
  };
};
