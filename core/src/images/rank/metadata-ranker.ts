import type { ImageCandidate, Ranking, RefusedImage } from '../image-candidate.ts';
import type { ImageRanker, RankInput } from './image-ranker.ts';
import { scoreOf, signalsOf } from './rank-signals.ts';
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
    ...(signals.match >= 0.7 ? ['title or categories name it'] : []),
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

/** Ranks by what is said of the pictures: where no model is loaded, and for pictures whose rights keep models away. */
export const metadataRanker: ImageRanker = {
  rank: (input: RankInput): Promise<Ranking> => {
    const ranked: Ranked[] = [];
    const refused: RefusedImage[] = [];
    input.search.candidates.forEach((candidate, position) => {
      const check = checkSubject(candidate, input.entity);
      if (!check.shows) {
        refused.push(refusal(candidate, check.code, check.why));
        return;
      }
      const signals = signalsOf(candidate, check.match, position, input);
      ranked.push({ candidate, score: scoreOf(signals), signals, why: explain(candidate, signals) });
    });
    return Promise.resolve({
      schemaVersion: 1,
      entityId: input.entity.id,
      ranked: ranked.toSorted(byScore),
      refused: [...input.search.refused, ...refused],
    });
  },
};
