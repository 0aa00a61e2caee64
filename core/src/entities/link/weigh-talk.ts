import { done, type Outcome } from '../../platform/outcome.ts';
import { normaliseName } from '../name-forms.ts';
import type { Candidate } from './candidate.ts';
import { talkCoherence } from './coherence.ts';
import { sentenceContexts } from './context.ts';
import { type GatherDeps, gatherCandidates, type Unreached } from './gather-candidates.ts';
import { type NilVector, type PairVector, pairProbabilities } from './linker-model.ts';
import type { Linker } from './load-linker.ts';
import { overlapWith } from './overlap.ts';
import { nilVector, pairVectors } from './pair-features.ts';
import type { Talk, TalkMention } from './talk.ts';
import { talkNames } from './talk-names.ts';

/** A candidate with the probability that the mention means it. */
export interface Weighed {
  readonly candidate: Candidate;
  readonly probability: number;
  readonly features: PairVector;
}

export interface WeighedMention {
  readonly mention: TalkMention;
  /** Most probable first. */
  readonly choices: readonly Weighed[];
  /** What the name says by itself; null where it has no candidate. */
  readonly nil: NilVector | null;
  /** Set where the knowledge base failed on the name. */
  readonly unreached: Unreached | null;
}

export interface WeighDeps extends Omit<GatherDeps, 'grouper'> {
  readonly linker: Linker;
}

/**
 * Weighs every candidate of every name of a talk, the whole talk together.
 * @returns one entry for each mention, in order; `deferred` where the knowledge base asks to wait
 */
export const weighTalk = async (talk: Talk, deps: WeighDeps): Promise<Outcome<readonly WeighedMention[]>> => {
  const { linker } = deps;
  const gathered = await gatherCandidates(talk, { ...deps, grouper: linker.grouper });
  if (gathered.outcome !== 'done') return gathered;
  const { candidates, unreached } = gathered.value;
  const contextOf = await sentenceContexts(talk, deps.embedder);
  const coherenceOf = talkCoherence(candidates);
  const overlap = overlapWith(talk, linker.wordWeight);
  const names = talkNames(talk);
  const weigh = (mention: TalkMention): Pick<WeighedMention, 'choices' | 'nil'> => {
    const key = normaliseName(mention.surface);
    const found = candidates.get(key) ?? [];
    if (found.length === 0) return { choices: [], nil: null };
    const input = {
      mention,
      candidates: found,
      context: contextOf(mention.sentence),
      coherence: coherenceOf(key),
      overlap,
      names,
      talk,
      typeLogOdds: linker.model.typeLogOdds,
    };
    const vectors = pairVectors(input);
    const nil = nilVector(input);
    const probabilities = pairProbabilities(linker.model, vectors, nil);
    const choices = found.map((candidate, index) => ({ candidate, probability: probabilities[index]!, features: vectors[index]! }));
    return { choices: choices.sort((a, b) => b.probability - a.probability), nil };
  };
  return done(
    talk.mentions.map(mention => ({
      mention,
      ...weigh(mention),
      unreached: unreached.get(normaliseName(mention.surface)) ?? null,
    })),
  );
};
