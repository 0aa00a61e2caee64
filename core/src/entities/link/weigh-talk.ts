import { done, type Outcome } from '../../platform/outcome.ts';
import type { Candidate } from './candidate.ts';
import { type PairVector, pairProbabilities } from './linker-model.ts';
import type { Linker } from './load-linker.ts';
import { type MeasureDeps, type MeasuredMention, measureTalk } from './measure-talk.ts';
import type { Talk } from './talk.ts';

/** A candidate with the probability that the mention means it. */
export interface Weighed {
  readonly candidate: Candidate;
  readonly probability: number;
  readonly features: PairVector;
}

export interface WeighedMention extends Pick<MeasuredMention, 'mention' | 'unreached'> {
  /** Most probable first. */
  readonly choices: readonly Weighed[];
}

export interface WeighDeps extends Pick<MeasureDeps, 'knowledgeBase' | 'embedder' | 'call'> {
  readonly linker: Linker;
}

const weigh = ({ model }: Linker, { mention, candidates, pairs, nil, unreached }: MeasuredMention): WeighedMention => {
  if (nil === null) return { mention, choices: [], unreached };
  const probabilities = pairProbabilities(model, pairs, nil);
  const choices = candidates.map((candidate, index) => ({ candidate, probability: probabilities[index]!, features: pairs[index]! }));
  return { mention, choices: choices.sort((a, b) => b.probability - a.probability), unreached };
};

/**
 * Weighs every candidate of every name of a talk, the whole talk together.
 * @returns one entry for each mention, in order; `deferred` where the knowledge base asks to wait
 */
export const weighTalk = async (talk: Talk, deps: WeighDeps): Promise<Outcome<readonly WeighedMention[]>> => {
  const { linker } = deps;
  const { grouper, wordWeight, model } = linker;
  const measured = await measureTalk(talk, { ...deps, grouper, wordWeight, typeLogOdds: model.typeLogOdds });
  return measured.outcome === 'done' ? done(measured.value.map(one => weigh(linker, one))) : measured;
};
