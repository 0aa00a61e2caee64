import { NIL_FEATURES, PAIR_FEATURES } from '../../../core/src/entities/link/features.ts';
import type { LinkerModel, PairVector } from '../../../core/src/entities/link/linker-model.ts';
import { boost } from './boost.ts';
import { conditionalLogit } from './conditional-logit.ts';
import { type LinkExample, NAMESAKE_VARIANTS } from './examples.ts';
import { fitNamesakes } from './fit-namesakes.ts';
import { type Prepared, prepared } from './prepare.ts';
import { significant, standard, standardised } from './standardise.ts';
import { typeLogOdds } from './type-odds.ts';

const TREES = { trees: 200, leaves: 8, rate: 0.06, leastRows: 15, featureShare: 0.6, rowShare: 0.7, l2: 3, seed: 1 } as const;
const LOGIT_L2 = 1;
/** Share of the trees in the probability. */
const TREE_SHARE = 0.7;
/** What decides between people of one name is learnt from them alone. */
const OF_NAMESAKES: ReadonlySet<string> = new Set(['namesake', 'ctxBest']);
const FEATURES = PAIR_FEATURES.filter(name => !OF_NAMESAKES.has(name));

const fitTrees = (cases: readonly Prepared[]): LinkerModel['trees'] => {
  const rows = cases.flatMap(({ pairs, right, weight }) => pairs.map((pair, index) => ({ pair, weight, label: index === right ? 1 : 0 })));
  return [
    ...boost(
      {
        columns: FEATURES.map(name => Float64Array.from(rows, ({ pair }) => pair[name])),
        labels: Float64Array.from(rows, ({ label }) => label),
        weights: Float64Array.from(rows, ({ weight }) => weight),
      },
      TREES,
    ),
  ];
};

const fitLogit = (cases: readonly Prepared[]): LinkerModel['logit'] => {
  const rowOf = (pair: PairVector): readonly number[] => FEATURES.map(name => pair[name]);
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
    features: FEATURES,
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
  const all = prepared(learnt, odds);
  const cases = all.filter(({ variant }) => !NAMESAKE_VARIANTS.has(variant));
  return {
    version: 4,
    weightTrees: TREE_SHARE,
    features: FEATURES,
    trees: fitTrees(cases),
    logit: fitLogit(cases),
    namesakes: fitNamesakes(all),
    typeLogOdds: odds,
    calibration: { slope: 1, offset: 0 },
  };
};
