import { isOneWordPerson, isSharedName, isUnnamed, neededProbability } from './refuse.ts';
import type { Weighed, WeighedMention } from './weigh-talk.ts';

/** What is decided about one thing said in a talk. */
export interface Choice {
  /** Set when the name is linked. */
  readonly chosen: Weighed | null;
  readonly best: Weighed | null;
  readonly runnerUp: Weighed | null;
  /** Why it is not linked, in plain words; null when it is. */
  readonly refusal: string | null;
}

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

const refusalOf = (best: Weighed, all: readonly Weighed[], threshold: number): string | null => {
  const { features, probability } = best;
  if (isUnnamed(features)) return 'What it most likely means is a people, a language or an idea, not a thing with a picture of its own.';
  if (isSharedName(all.map(one => one.features))) return 'Several people of that name are named in the talk; nothing says which one.';
  const least = neededProbability(features, threshold);
  if (probability >= least) return null;
  const why = isOneWordPerson(features) ? 'a person called by one word, whose full name is never said' : 'this precision setting';
  return `The likeliest is only ${percent(probability)} sure; ${why} asks for ${percent(least)}.`;
};

/** @returns which item a mention means, or why none is chosen */
export const choose = (weighed: WeighedMention, threshold: number): Choice => {
  const [best = null, runnerUp = null] = weighed.choices;
  if (weighed.unreached !== null) return { chosen: null, best, runnerUp, refusal: `It could not be looked up: ${weighed.unreached.why}` };
  if (best === null) return { chosen: null, best, runnerUp, refusal: 'Nothing of that name is known.' };
  const refusal = refusalOf(best, weighed.choices, threshold);
  return { chosen: refusal === null ? best : null, best, runnerUp, refusal };
};
