import type { ImageCandidate } from '../image-candidate.ts';
import type { ImageRanker, RankInput } from './image-ranker.ts';
import { contentStems, shareOf } from './name-match.ts';
import { NAMING_WEIGHTS } from './rank-signals.ts';
import { rankerByFit } from './ranker-by-fit.ts';

/** The share of the sentence's words that the picture's words repeat; half of them is all that can be hoped for. */
const wordFit = ({ title, description, categories }: ImageCandidate, { sentence, entity }: RankInput): number => {
  const about = contentStems(entity.name);
  const context = new Set([...contentStems(sentence)].filter(word => !about.has(word)));
  const given = contentStems([title, description, ...categories].join(' '));
  return Math.min(1, 2 * shareOf(context, given));
};

/** Ranks by words alone: where no model is loaded. */
export const metadataRanker: ImageRanker = rankerByFit(
  (candidates, input) => Promise.resolve(candidates.map(candidate => wordFit(candidate, input))),
  () => NAMING_WEIGHTS,
);
