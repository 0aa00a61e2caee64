import type { EmphasisPoint } from '../../../speech/emphasis-point.ts';

/** How strongly a word is shaded: 0 not at all, 1 a little more than its neighbours, 2 to 4 emphasised. */
export type Shade = 0 | 1 | 2 | 3 | 4;

/** What each shade is called in the legend. */
export const SHADES = ['plain', 'slightly', 'emphasised', 'strongly', 'most'] as const;

/** @param cuts scores above which an emphasised word takes the third and the fourth shade, ascending */
const shadeOf = ({ emphasised, score }: EmphasisPoint, cuts: readonly [number, number]): Shade => {
  if (!emphasised) return score > 0.6 ? 1 : 0;
  if (score > cuts[1]) return 4;
  return score > cuts[0] ? 3 : 2;
};

/**
 * @returns the shade of each word, by its id. Emphasised words are graded against each other, in thirds, so that a calm
 * speaker's page is not empty and a lively one's not full.
 */
export const shadesOf = (points: readonly EmphasisPoint[]): Map<string, Shade> => {
  const scores = points
    .filter(point => point.emphasised)
    .map(point => point.score)
    .sort((a, b) => a - b);
  const third = (part: number): number => scores[Math.floor((scores.length * part) / 3)] ?? 1;
  const cuts = [third(1), third(2)] as const;
  return new Map(points.map(point => [point.wordId, shadeOf(point, cuts)]));
};
