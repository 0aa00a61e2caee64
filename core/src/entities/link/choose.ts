import { nameWords } from '../name-forms.ts';
import { isPartOfName } from './candidate.ts';
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

/** A person called by one word, never by the full name, is right too seldom below this: 83–86 % at .8–.9. */
const ONE_WORD_PERSON = 0.95;

const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;

/** The probability a candidate needs, and why it is more than the threshold where it is. */
const needed = ({ mention }: WeighedMention, best: Weighed, threshold: number): { readonly least: number; readonly why: string } => {
  const oneWord = nameWords(mention.surface).length === 1;
  const isPerson = best.candidate.group === 'HUMAN';
  const nameInTalk = best.features.fullInText === 1 || best.candidate.kind === 'doc';
  if (oneWord && isPerson && isPartOfName(best.candidate.kind) && !nameInTalk) {
    return { least: Math.max(threshold, ONE_WORD_PERSON), why: 'a person called by one word, whose full name is never said' };
  }
  return { least: threshold, why: 'this precision setting' };
};

/** Things no picture can show as that very thing. */
const UNNAMED: ReadonlySet<string> = new Set(['PEOPLE', 'CONCEPT']);

const refusalOf = (weighed: WeighedMention, best: Weighed, threshold: number): string | null => {
  if (UNNAMED.has(best.candidate.group))
    return 'What it most likely means is a people, a language or an idea, not a thing with a picture of its own.';
  const { least, why } = needed(weighed, best, threshold);
  if (best.probability >= least) return null;
  return `The likeliest is only ${percent(best.probability)} sure; ${why} asks for ${percent(least)}.`;
};

/** @returns which item a mention means, or why none is chosen */
export const choose = (weighed: WeighedMention, threshold: number): Choice => {
  const [best = null, runnerUp = null] = weighed.choices;
  if (weighed.unreached !== null) return { chosen: null, best, runnerUp, refusal: `It could not be looked up: ${weighed.unreached.why}` };
  if (best === null) return { chosen: null, best, runnerUp, refusal: 'Nothing of that name is known.' };
  const refusal = refusalOf(weighed, best, threshold);
  return { chosen: refusal === null ? best : null, best, runnerUp, refusal };
};
