import { NIL_FEATURES, PAIR_FEATURES } from '../../../core/src/entities/link/features.ts';
import type { LinkerModel, PairVector } from '../../../core/src/entities/link/linker-model.ts';
import { boost } from './boost.ts';
import { conditionalLogit } from './conditional-logit.ts';
import type { LinkExample, Variant } from './examples.ts';
import { typeLogOdds, withTypeOdds } from './type-odds.ts';

const TREES = { trees: 200, leaves: 8, rate: 0.06, leastRows: 15, featureShare: 0.6, rowShare: 0.7, l2: 3, seed: 1 } as const;
const LOGIT_L2 = 1;
/** Share of the trees in the probability. */
const TREE_SHARE = 0.7;
/** Copies that exist to teach one thing, that popularity or type may say nothing, count less than the texts as they are. */
const VARIANT_WEIGHT: Readonly<Record<Variant, number>> = { gold: 1, own: 1, heard: 1, surname: 1, flat: 0.3, untyped: 0.3, excerpt: 0.5 };

/** A document that repeats one name would otherwise outweigh those that name many things. */
const weightsOf = (examples: readonly LinkExample[]): readonly number[] => {
  const keyOf = ({ variant, document, surface }: LinkExample): string => [variant, document, surface.toLowerCase()].join('|');
  const counts = new Map<string, number>();
  for (const example of examples) counts.set(keyOf(example), (counts.get(keyOf(example)) ?? 0) + 1);
  return examples.map(example => VARIANT_WEIGHT[example.variant] / Math.sqrt(counts.get(keyOf(example)) ?? 1));
};

interface Standard {
  readonly mean: number[];
  readonly sd: number[];
}

const significant = (value: number): number => Number(value.toPrecision(9));

const standard = (rows: readonly (readonly number[])[]): Standard => {
  const size = rows[0]?.length ?? 0;
  const mean = Array.from({ length: size }, (_, at) => rows.reduce((sum, row) => sum + row[at]!, 0) / rows.length);
  const sd = mean.map((middle, at) => Math.sqrt(rows.reduce((sum, row) => sum + (row[at]! - middle) ** 2, 0) / rows.length));
  return { mean: mean.map(significant), sd: sd.map(value => significant(value < 1e-6 ? 1 : value)) };
};

const standardised = ({ mean, sd }: Standard, row: readonly number[]): Float64Array =>
  Float64Array.from(row, (value, at) => (value - mean[at]!) / sd[at]!);

/** An example with candidates, ready to learn from. */
interface Prepared {
  readonly pairs: readonly PairVector[];
  readonly nil: readonly number[];
  readonly right: number;
  readonly weight: number;
}

const prepared = (examples: readonly LinkExample[], odds: LinkerModel['typeLogOdds']): readonly Prepared[] => {
  const weights = weightsOf(examples);
  return examples.flatMap((example, index) => {
    const { nil } = example;
    if (nil === null) return [];
    const right = example.gold === null ? -1 : example.qids.indexOf(example.gold);
    return [{ pairs: withTypeOdds(example, odds), nil: NIL_FEATURES.map(name => nil[name]), right, weight: weights[index]! }];
  });
};

const fitTrees = (cases: readonly Prepared[]): LinkerModel['trees'] => {
  const rows = cases.flatMap(({ pairs, right, weight }) => pairs.map((pair, index) => ({ pair, weight, label: index === right ? 1 : 0 })));
  return [
    ...boost(
      {
        columns: PAIR_FEATURES.map(name => Float64Array.from(rows, ({ pair }) => pair[name])),
        labels: Float64Array.from(rows, ({ label }) => label),
        weights: Float64Array.from(rows, ({ weight }) => weight),
      },
      TREES,
    ),
  ];
};

const fitLogit = (cases: readonly Prepared[]): LinkerModel['logit'] => {
  const rowOf = (pair: PairVector): readonly number[] => PAIR_FEATURES.map(name => pair[name]);
  const forPairs = standard(cases.flatMap(({ pairs }) => pairs.map(rowOf)));
  const ofNil = standard(cases.map(({ nil }) => nil));
  // The first one is the bias: it stays what it is.
  const forNil = { mean: [0, ...ofNil.mean.slice(1)], sd: [1, ...ofNil.sd.slice(1)] };
  const { w, v } = conditionalLogit(
    cases.map(({ pairs, nil, right, weight }) => ({
      pairs: pairs.map(pair => standardised(forPairs, rowOf(pair))),
      nil: standardised(forNil, nil),
      right,
      weight,
    })),
    LOGIT_L2,
  );
  return {
    features: [...PAIR_FEATURES],
    ...forPairs,
    w: [...w].map(significant),
    nilFeatures: [...NIL_FEATURES],
    nilMean: forNil.mean,
    nilSd: forNil.sd,
    v: [...v].map(significant),
  };
};

/** @returns a linker that is not calibrated yet */
export const fitLinker = (examples: readonly LinkExample[]): LinkerModel => {
  const learnt = examples.filter(({ isJudged }) => isJudged);
  const odds = typeLogOdds(learnt.filter(({ variant }) => variant === 'gold'));
  const cases = prepared(learnt, odds);
  return {
    version: 2,
    weightTrees: TREE_SHARE,
    features: [...PAIR_FEATURES],
    trees: fitTrees(cases),
    logit: fitLogit(cases),
    typeLogOdds: odds,
    calibration: { slope: 1, offset: 0 },
  };
};
