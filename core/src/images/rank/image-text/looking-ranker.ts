import type { CallContext } from '../../../platform/call-gate.ts';
import type { ImageCandidate, Ranking } from '../../image-candidate.ts';
import type { ImageRanker, RankInput } from '../image-ranker.ts';
import { promptFor } from './clip-prompts.ts';
import { lookAtPictures, type LookDeps } from './look-at-pictures.ts';

type Ranked = Ranking['ranked'][number];

/** Pictures of an entity that are looked at: those that stand a chance of being shown, in one batch of the model. */
const MOST_LOOKED_AT = 8;

/**
 * How much the look counts. Small, because it was not measured here: it orders pictures of the thing, and whether they are of
 * the thing at all was decided before, by what is known of them.
 */
const SHARE = 0.15;

/** Cosines of a picture with its caption lie between 0 and .4, so this stretches them to 0–1: CLIPScore, Hessel et al. 2021. */
const STRETCH = 2.5;

const fitOf = (cosine: number): number => Math.min(1, Math.max(0, STRETCH * cosine));

const mayBeLookedAt = ({ candidate }: Ranked): boolean => candidate.rights.mlUse;

const rounded = (value: number): number => Math.round(value * 10_000) / 10_000;

/** Those that were not looked at count as the others do on average, so that rights against models are neither good nor bad. */
const seen = (all: readonly Ranked[], fits: ReadonlyMap<ImageCandidate, number>): Ranked[] => {
  const average = [...fits.values()].reduce((sum, fit) => sum + fit, 0) / fits.size;
  return all.map(each => {
    const fit = fits.get(each.candidate);
    const score = rounded((1 - SHARE) * each.score + SHARE * (fit ?? average));
    return fit === undefined
      ? { ...each, score }
      : {
          ...each,
          score,
          signals: { ...each.signals, picture: rounded(fit) },
          why: `${each.why}; the picture itself fits ${fit.toFixed(2)}`,
        };
  });
};

/**
 * Orders as another ranker does, and then looks at the best of the pictures whose rights allow it.
 * @param base decides what may be shown at all
 */
export const lookingRanker = (base: ImageRanker, deps: LookDeps, call: CallContext): ImageRanker => ({
  rank: async (input: RankInput): Promise<Ranking> => {
    const ranking = await base.rank(input);
    const some = ranking.ranked
      .filter(mayBeLookedAt)
      .slice(0, MOST_LOOKED_AT)
      .map(({ candidate }) => candidate);
    if (some.length < 2) return ranking;
    const cosines = await lookAtPictures(some, promptFor(input.entity), deps, call);
    const fits = new Map(
      some.flatMap((candidate, place) => {
        const cosine = cosines[place] ?? null;
        return cosine === null ? [] : [[candidate, fitOf(cosine)] as const];
      }),
    );
    return fits.size === 0 ? ranking : { ...ranking, ranked: seen(ranking.ranked, fits).toSorted((a, b) => b.score - a.score) };
  },
});
