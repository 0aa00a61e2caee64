import type { PairVector } from './linker-model.ts';

/** A person called by one word, never by the full name, is right too seldom below this: 83–86 % at .8–.9. */
const ONE_WORD_PERSON = 0.95;
/** Where the item says that the person is called by that one word, as of Picasso, others of the name are still forgotten easily. */
const ONE_WORD_ALIAS = 0.85;

/** Surer than this that it is no thing of its own, no picture can show it as that very thing. */
const SURE_OF_GROUP = 0.6;

type Seen = Pick<
  PairVector,
  'g_PEOPLE' | 'g_CONCEPT' | 'g_HUMAN' | 'g_FICT' | 'k_last' | 'k_first' | 'k_alias' | 'ntok' | 'fullInText' | 'longerHit' | 'certainty'
>;

/** @returns whether what it most likely means is a people, a language or an idea */
export const isUnnamed = ({ g_PEOPLE, g_CONCEPT, certainty }: Seen): boolean => g_PEOPLE + g_CONCEPT > 0 && certainty >= SURE_OF_GROUP;

/** @returns whether a person, real or invented, is called by one word and never by the full name */
export const isOneWordPerson = ({ g_HUMAN, g_FICT, k_last, k_first, k_alias, ntok, fullInText, longerHit }: Seen): boolean =>
  ntok === 1 && g_HUMAN + g_FICT > 0 && k_last + k_first + k_alias > 0 && fullInText === 0 && longerHit === 0;

/** @returns whether several people of the talk bear the one word that is said, by the candidates there are for it */
export const isSharedName = (all: readonly Seen[]): boolean =>
  all.filter(({ g_HUMAN, ntok, fullInText, longerHit }) => ntok === 1 && g_HUMAN === 1 && fullInText + longerHit > 0).length > 1;

/** @returns the probability a candidate needs, at least `threshold` */
export const neededProbability = (seen: Seen, threshold: number): number =>
  isOneWordPerson(seen) ? Math.max(threshold, seen.k_alias === 1 ? ONE_WORD_ALIAS : ONE_WORD_PERSON) : threshold;
