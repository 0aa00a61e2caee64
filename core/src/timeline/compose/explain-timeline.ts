import type { EnrichedEntity } from '../../entities/entity.ts';
import type { ComposeInput } from './compose-input.ts';

/** Names told at the most in one sentence. */
const MOST_NAMES = 5;

const named = (entities: readonly EnrichedEntity[]): string => {
  const names = entities.slice(0, MOST_NAMES).map(entity => `“${entity.name}”`);
  const more = entities.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
};

const skippedReason = ({ skippedProviders = [] }: ComposeInput): string | null =>
  skippedProviders.length === 0
    ? null
    : `not every picture source could be asked: ${skippedProviders.map(({ provider, why }) => `${provider} (${why})`).join('; ')}`;

const emptyReason = ({ entities, rankings, settings }: ComposeInput): string => {
  if (entities.length === 0) return 'Nothing to show: the talk names nobody and nothing, and stresses no word that a picture could show.';
  const known = entities.filter(entity => entity.link.status !== 'abstained');
  if (known.length === 0) return `No pictures: names were heard, but none could be identified with enough certainty: ${named(entities)}.`;
  if (rankings.every(ranking => ranking.ranked.length === 0)) {
    return `No pictures: none was found that is free to use and surely shows ${named(known)}.`;
  }
  return `No pictures: no moment of the talk deserves one and leaves ${settings.minCueMs / 1000} s for it.`;
};

/**
 * @param cues how many the timeline has
 * @returns one sentence why there are no cues, or fewer than there could be; null where all is as it should be
 */
export const explainTimeline = (input: ComposeInput, cues: number): string | null => {
  const skipped = skippedReason(input);
  if (cues > 0) return skipped === null ? null : `There may be fewer pictures than there could be: ${skipped}.`;
  const reason = emptyReason(input);
  return skipped === null ? reason : `${reason.replace(/\.$/u, '')}; ${skipped}.`;
};
