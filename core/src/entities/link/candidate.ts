import type { KnowledgeItem } from '../knowledge-base.ts';
import type { ItemGroup } from './class-group.ts';
import type { ItemNames, MatchKind } from './match-kind.ts';

/** An item that some name of the talk may mean, with everything that does not depend on which name. */
export interface WeighedItem extends ItemGroup {
  readonly item: KnowledgeItem;
  readonly names: ItemNames;
  /** Number of sitelinks, or what stands for it where it is not known. */
  readonly popularity: number;
  /** Words of the description, lower case. */
  readonly words: ReadonlySet<string>;
}

/** One item that a surface may name. */
export interface NamedItem extends WeighedItem {
  readonly kind: MatchKind;
  /** Whether a longer form of the name, said in the same talk, may mean it as well; null where there is no longer form. */
  readonly ofLonger: boolean | null;
}

/** One of those of a surface that are left once they are compared. */
export interface RankedItem extends NamedItem {
  /** Share among the surface's candidates by popularity and kind of match alone. */
  readonly prior: number;
}

/** One item as a candidate of one surface. */
export interface Candidate extends RankedItem {
  /** Unit vector of "label: description". */
  readonly embedding: Float32Array;
}

/** Unknown is not unpopular: the median of items that a search finds. */
const UNKNOWN_POPULARITY = 25;
/** How much a kind of match is worth before anything is known of the talk. */
const KIND_WEIGHT: Readonly<Record<MatchKind, number>> = {
  label: 1,
  alias: 0.7,
  squash: 0.6,
  doc: 0.5,
  variant: 0.3,
  last: 0.12,
  first: 0.04,
};
/** More candidates than these are never right and always cost time. */
const MOST_CANDIDATES = 40;
/** A full name outweighs this much popularity when the list is cut. */
const FULL_NAME_BONUS = 40;

/**
 * A candidate with a smaller share than this is never right, and the albums and articles of a famous name, of which a live search
 * finds many, would only blur what the others are compared with.
 */
const LEAST_PRIOR = 0.001;

const FULL: ReadonlySet<MatchKind> = new Set(['label', 'alias', 'squash']);
export const isFullMatch = (kind: MatchKind): boolean => FULL.has(kind);
/** A first or last name alone. */
export const isPartOfName = (kind: MatchKind): boolean => kind === 'last' || kind === 'first';

export const popularityOf = (item: KnowledgeItem): number => item.popularity ?? UNKNOWN_POPULARITY;

/** @returns the candidates of one surface, cut to the most likely ones, each with its prior; most likely first */
export const rankedByPrior = (found: readonly NamedItem[]): readonly RankedItem[] => {
  const rank = ({ kind, popularity }: (typeof found)[number]): number => popularity + (isFullMatch(kind) ? FULL_NAME_BONUS : 0);
  const kept = [...found].sort((a, b) => rank(b) - rank(a) || (a.item.qid < b.item.qid ? -1 : 1)).slice(0, MOST_CANDIDATES);
  const weights = kept.map(({ kind, popularity }) => (1 + popularity) ** 1.5 * KIND_WEIGHT[kind]);
  const sum = weights.reduce((a, b) => a + b, 0);
  return kept.map((candidate, index) => ({ ...candidate, prior: weights[index]! / sum })).filter(({ prior }) => prior >= LEAST_PRIOR);
};
