import type { EnrichedEntity } from '../../entities/entity.ts';
import type { ImageCandidate, Ranking, RefusedImage } from '../image-candidate.ts';
import type { ImageRanker, RankInput } from './image-ranker.ts';
import { scoreOf, signalsOf, type Weights } from './rank-signals.ts';
import { checkSubject } from './subject-check.ts';

type Ranked = Ranking['ranked'][number];

const ORIGIN_SAYS: Readonly<Record<ImageCandidate['origin'], string>> = {
  owner: 'the workspace’s own picture',
  'item-file': 'a picture that Wikidata gives for it',
  depicts: 'a file that says it shows it',
  'text-search': 'found by its words',
  stock: 'stock that illustrates the word',
};

const PROPERTY_SAYS: Readonly<Record<'P18' | 'P154' | 'P41' | 'lead', string>> = {
  P18: 'the picture that Wikidata gives for it',
  P154: 'its logo',
  P41: 'its flag',
  lead: 'the picture at the head of its Wikipedia article',
};

const explain = (candidate: ImageCandidate, signals: ReturnType<typeof signalsOf>): string =>
  [
    candidate.property === null ? ORIGIN_SAYS[candidate.origin] : PROPERTY_SAYS[candidate.property],
    // Of an own picture the words are not asked.
    ...(candidate.origin !== 'owner' && signals.match >= 0.7 ? ['title or categories name it'] : []),
    ...(signals.sentence >= 0.5 ? ['its description fits the sentence'] : []),
    ...(candidate.assessments.length > 0 ? [`marked ${candidate.assessments.join(', ')}`] : []),
    `${candidate.width} × ${candidate.height} pixels`,
  ].join('; ');

const refusal = ({ provider, title, pageUrl }: ImageCandidate, code: RefusedImage['code'], why: string): RefusedImage => ({
  provider,
  title,
  pageUrl,
  code,
  why,
});

/** Best score first; equal ones stay in the order of the search. */
const byScore = (a: Ranked, b: Ranked): number => b.score - a.score;

/** How well what each candidate says of itself goes with the sentence, 0–1, in their order. */
type FitsOf = (candidates: readonly ImageCandidate[], input: RankInput) => Promise<readonly number[]>;

/** How much each signal counts for an entity. */
type WeightsOf = (entity: EnrichedEntity) => Weights;

/**
 * Ranks by all that is said of the pictures. What may be shown at all, and what else makes a picture good, is the same for
 * every ranker made here; only how the fit with the sentence is told differs.
 */
export const rankerByFit = (fitsOf: FitsOf, weightsOf: WeightsOf): ImageRanker => ({
  rank: async (input: RankInput): Promise<Ranking> => {
    const checked = input.search.candidates.map((candidate, position) => ({
      candidate,
      position,
      check: checkSubject(candidate, input.entity),
    }));
    const shown = checked.flatMap(({ candidate, position, check }) => (check.shows ? [{ candidate, position, match: check.match }] : []));
    const fits = await fitsOf(
      shown.map(({ candidate }) => candidate),
      input,
    );
    const weights = weightsOf(input.entity);
    const ranked = shown.map(({ candidate, position, match }, index): Ranked => {
      const signals = signalsOf(candidate, { match, position, sentence: fits[index] ?? 0 }, input.preset);
      return { candidate, score: scoreOf(signals, weights), signals, why: explain(candidate, signals) };
    });
    const refused = checked.flatMap(({ candidate, check }) => (check.shows ? [] : [refusal(candidate, check.code, check.why)]));
    return {
      schemaVersion: 1,
      entityId: input.entity.id,
      ranked: ranked.toSorted(byScore),
      refused: [...input.search.refused, ...refused],
    };
  },
});
