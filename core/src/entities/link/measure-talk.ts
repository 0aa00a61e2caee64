import { done, type Outcome } from '../../platform/outcome.ts';
import { normaliseName } from '../name-forms.ts';
import type { Candidate } from './candidate.ts';
import { talkCoherence } from './coherence.ts';
import { sentenceContexts } from './context.ts';
import { type GatherDeps, gatherCandidates } from './gather-candidates.ts';
import type { LinkerModel, NilVector, PairVector } from './linker-model.ts';
import { nameSettings } from './name-setting.ts';
import { overlapWith } from './overlap.ts';
import { nilVector, pairVectors } from './pair-features.ts';
import type { Unreached } from './search-names.ts';
import type { Talk, TalkMention } from './talk.ts';
import { talkNames } from './talk-names.ts';

/** A name with everything that is measured of it and its candidates, before anything is decided. */
export interface MeasuredMention {
  readonly mention: TalkMention;
  readonly candidates: readonly Candidate[];
  /** One for each candidate, in the same order. */
  readonly pairs: readonly PairVector[];
  /** What the name says by itself; null where it has no candidate. */
  readonly nil: NilVector | null;
  /** Set where the knowledge base failed on the name. */
  readonly unreached: Unreached | null;
}

export interface MeasureDeps extends GatherDeps {
  readonly typeLogOdds: LinkerModel['typeLogOdds'];
  /** How much it says that a word occurs. */
  readonly wordWeight: (word: string) => number;
}

/**
 * Measures every candidate of every name of a talk, the whole talk together.
 * @returns one entry for each mention, in order; `deferred` where the knowledge base asks to wait
 */
export const measureTalk = async (talk: Talk, deps: MeasureDeps): Promise<Outcome<readonly MeasuredMention[]>> => {
  const { typeLogOdds, wordWeight } = deps;
  // The knowledge base is waited for, the talk is not.
  const [gathered, contextOf] = await Promise.all([gatherCandidates(talk, deps), sentenceContexts(talk, deps.embedder)]);
  if (gathered.outcome !== 'done') return gathered;
  const { candidates, unreached } = gathered.value;
  const coherenceOf = talkCoherence(candidates);
  const overlap = overlapWith(talk, wordWeight);
  const names = talkNames(talk);
  const settingOf = nameSettings(talk);
  const measure = (mention: TalkMention): MeasuredMention => {
    const key = normaliseName(mention.surface);
    const found = candidates.get(key) ?? [];
    const missing = unreached.get(key) ?? null;
    if (found.length === 0) return { mention, candidates: [], pairs: [], nil: null, unreached: missing };
    const input = {
      mention,
      candidates: found,
      context: contextOf(mention.sentence),
      coherence: coherenceOf(key),
      setting: settingOf(mention),
      overlap,
      names,
      wordWeight,
      talk,
      typeLogOdds,
    };
    return { mention, candidates: found, pairs: pairVectors(input), nil: nilVector(input), unreached: missing };
  };
  return done(talk.mentions.map(measure));
};
