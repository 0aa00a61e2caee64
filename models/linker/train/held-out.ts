import { pairProbabilities, type LinkerModel, type PairVector } from '../../../core/src/entities/link/linker-model.ts';
import type { LinkExample } from './examples.ts';
import { fitLinker } from './fit-linker.ts';
import { randomFrom, shuffled } from '../../random.ts';
import { withTypeOdds } from './type-odds.ts';

/** What a model that has not seen the document says of one name. */
export interface HeldOut {
  readonly example: LinkExample;
  /** The likeliest candidate; null where there is none. */
  readonly best: { readonly qid: string; readonly probability: number; readonly features: PairVector } | null;
  /** Whether the right item is among the candidates. */
  readonly isReachable: boolean;
  readonly isRight: boolean;
}

/** @returns what a model says of an example */
export const weighExample = (model: LinkerModel, example: LinkExample): HeldOut => {
  const { nil, gold, qids } = example;
  const isReachable = gold !== null && qids.includes(gold);
  if (nil === null) return { example, best: null, isReachable, isRight: false };
  const pairs = withTypeOdds(example, model.typeLogOdds);
  const probabilities = pairProbabilities(model, pairs, nil);
  const index = probabilities.indexOf(Math.max(...probabilities));
  const best = { qid: qids[index]!, probability: probabilities[index]!, features: pairs[index]! };
  return { example, best, isReachable, isRight: best.qid === gold };
};

const FOLDS = 5;

/** @returns for each document the fold it is held out in */
const foldsOf = (documents: Iterable<string>): ReadonlyMap<string, number> =>
  new Map(shuffled([...new Set(documents)].sort(), randomFrom(7)).map((document, index) => [document, index % FOLDS]));

/**
 * Fits one model for each fold of documents and asks it about the documents it has not seen.
 * @param learnt what models are fitted on, in any variant
 * @param asked what is asked about, of the same documents
 * @param calibration of the probabilities they state; by default as they come out
 */
export const heldOut = (
  learnt: readonly LinkExample[],
  asked: readonly LinkExample[],
  calibration?: LinkerModel['calibration'],
): readonly HeldOut[] => {
  const folds = foldsOf(asked.map(({ document }) => document));
  const models = Array.from({ length: FOLDS }, (_, fold): LinkerModel => {
    const model = fitLinker(learnt.filter(({ document }) => folds.get(document) !== fold));
    return { ...model, calibration: calibration ?? model.calibration };
  });
  return asked.map(example => weighExample(models[folds.get(example.document)!]!, example));
};
