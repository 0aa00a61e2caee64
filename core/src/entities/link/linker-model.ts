import * as z from 'zod';
import { NIL_FEATURES, PAIR_FEATURES } from './features.ts';

/** A leaf's value, or `[feature, threshold, left, right]`: a value at or below the threshold goes left. */
export type Tree = number | readonly [number, number, Tree, Tree];

const Tree: z.ZodType<Tree> = z.lazy(() => z.union([z.number(), z.tuple([z.int(), z.number(), Tree, Tree])]));

/**
 * `linker.json`: boosted trees, a conditional logit with an option for "none of them", another one between people of one name, and how
 * types and groups go together.
 */
export const LinkerModel = z
  .object({
    version: z.literal(4),
    /** Share of the trees in the probability; the logit has the rest. */
    weightTrees: z.number().min(0).max(1),
    features: z.array(z.enum(PAIR_FEATURES)),
    trees: z.array(Tree),
    logit: z.object({
      features: z.array(z.enum(PAIR_FEATURES)),
      mean: z.array(z.number()),
      sd: z.array(z.number().positive()),
      w: z.array(z.number()),
      nilFeatures: z.array(z.enum(NIL_FEATURES)),
      nilMean: z.array(z.number()),
      nilSd: z.array(z.number().positive()),
      v: z.array(z.number()),
    }),
    /** Softmax over the people who bear the one word that is said; weights per unit of a feature. */
    namesakes: z.object({ features: z.array(z.enum(PAIR_FEATURES)), w: z.array(z.number()) }),
    typeLogOdds: z.object({ types: z.array(z.string()), groups: z.array(z.string()), table: z.array(z.array(z.number())) }),
    /** Straight line over the log-odds that makes the probability true on texts it was not fitted on. */
    calibration: z.object({ slope: z.number().positive(), offset: z.number() }),
  })
  .refine(({ logit }) => [logit.mean, logit.sd, logit.w].every(({ length }) => length === logit.features.length), 'logit sizes differ')
  .refine(({ namesakes }) => namesakes.w.length === namesakes.features.length, 'namesake sizes differ')
  .refine(
    ({ logit }) => [logit.nilMean, logit.nilSd, logit.v].every(({ length }) => length === logit.nilFeatures.length),
    'logit sizes differ',
  );
export type LinkerModel = z.infer<typeof LinkerModel>;

const treeValue = (tree: Tree, x: readonly number[]): number => {
  let node = tree;
  while (typeof node !== 'number') node = x[node[0]]! <= node[1] ? node[2] : node[3];
  return node;
};

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

const weighted = (x: readonly number[], mean: readonly number[], sd: readonly number[], weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * ((x[index]! - mean[index]!) / sd[index]!), 0);

/** @returns shares that sum to 1, the last one of `scores` included */
const softmax = (scores: readonly number[]): readonly number[] => {
  const highest = Math.max(...scores);
  const powers = scores.map(score => Math.exp(score - highest));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map(power => power / sum);
};

/** @returns the probability a mixed one stands for */
const calibrated = (probability: number, { slope, offset }: LinkerModel['calibration']): number => {
  const bounded = Math.min(1 - 1e-9, Math.max(1e-9, probability));
  return sigmoid(slope * Math.log(bounded / (1 - bounded)) + offset);
};

export type PairVector = Readonly<Record<(typeof PAIR_FEATURES)[number], number>>;
export type NilVector = Readonly<Record<(typeof NIL_FEATURES)[number], number>>;

/** @returns where those stand who bear the one word that is said; none where only one does, or the talk says a full name of theirs */
export const namesakesOf = (pairs: readonly PairVector[]): readonly number[] => {
  const bearers = pairs.flatMap(({ namesake }, index) => (namesake === 1 ? [index] : []));
  const isTold = bearers.some(index => pairs[index]!.fullInText + pairs[index]!.longerHit > 0);
  return bearers.length < 2 || isTold ? [] : bearers;
};

/** @returns the probabilities, those of namesakes shared out anew among them */
const amongNamesakes = (
  { features, w }: LinkerModel['namesakes'],
  pairs: readonly PairVector[],
  probabilities: readonly number[],
): readonly number[] => {
  const bearers = namesakesOf(pairs);
  if (bearers.length === 0) return probabilities;
  const together = Math.min(
    1,
    bearers.reduce((sum, index) => sum + probabilities[index]!, 0),
  );
  const shares = softmax(bearers.map(index => features.reduce((sum, name, at) => sum + w[at]! * pairs[index]![name], 0)));
  const shared = new Map(bearers.map((index, at) => [index, together * shares[at]!]));
  return probabilities.map((probability, index) => shared.get(index) ?? probability);
};

/**
 * @param pairs one vector for each candidate of a mention
 * @param nil what the mention says by itself
 * @returns for each candidate the probability that the mention means it; they need not sum to 1, the rest is "none of them"
 */
export const pairProbabilities = (model: LinkerModel, pairs: readonly PairVector[], nil: NilVector): readonly number[] => {
  const { logit, weightTrees } = model;
  const scores = pairs.map(pair =>
    weighted(
      logit.features.map(name => pair[name]),
      logit.mean,
      logit.sd,
      logit.w,
    ),
  );
  const none = weighted(
    logit.nilFeatures.map(name => nil[name]),
    logit.nilMean,
    logit.nilSd,
    logit.v,
  );
  const shares = softmax([...scores, none]);
  const mixed = pairs.map((pair, index) => {
    const x = model.features.map(name => pair[name]);
    const byTrees = sigmoid(model.trees.reduce<number>((sum, tree) => sum + treeValue(tree, x), 0));
    return weightTrees * byTrees + (1 - weightTrees) * shares[index]!;
  });
  return amongNamesakes(model.namesakes, pairs, mixed).map(probability => calibrated(probability, model.calibration));
};
