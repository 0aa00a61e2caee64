import type { EnrichedEntity } from '../../entities/entity.ts';
import type { PlacementPreset } from '../../jobs/job-settings.ts';
import type { Ranking, Search } from '../image-candidate.ts';

export interface RankInput {
  readonly entity: EnrichedEntity;
  /** In which it is said best: where its strongest mention stands. */
  readonly sentence: string;
  readonly preset: PlacementPreset;
  readonly search: Search;
}

/**
 * Orders the candidates of one entity and refuses those that do not show it. Implementations differ in what they look at:
 * words here, pixels where a model is loaded. What the search refused is passed on, so that a ranking tells all of it.
 */
export interface ImageRanker {
  rank(input: RankInput): Promise<Ranking>;
}
