import type { EnrichedEntity, Mention } from '../../entities/entity.ts';
import type { Ranking, RefusedImage } from '../../images/image-candidate.ts';
import type { EmphasisPoint } from '../../speech/emphasis-point.ts';
import type { Word } from '../../speech/transcript.ts';
import { clockTime } from '../clock-time.ts';
import { asQuote, asSentence } from '../sentence.ts';
import type { RankedImage } from './compose-input.ts';
import { pictureOf } from './identity.ts';

/** Rejected pictures told at the most, lower ranked and refused ones each; a search may refuse fifty. */
const MOST_REJECTED = 4;

const emphasisReason = (words: readonly Word[], emphasis: ReadonlyMap<string, EmphasisPoint>, { surface }: Mention): string => {
  const stressed = words
    .flatMap(word => {
      const point = emphasis.get(word.id);
      return point?.emphasised ? [{ text: word.text, point }] : [];
    })
    .reduce<{ text: string; point: EmphasisPoint } | null>(
      (best, each) => (best && best.point.score >= each.point.score ? best : each),
      null,
    );
  return stressed
    ? `“${asQuote(stressed.text)}” is emphasised: ${stressed.point.why}`
    : `“${surface}” is said here without particular stress`;
};

/** @returns why this picture, here: the reasons of emphasis, of what the thing is, and of the picture, in plain words */
export const explainCue = (
  entity: EnrichedEntity,
  mention: Mention,
  ranked: RankedImage,
  words: readonly Word[],
  emphasis: ReadonlyMap<string, EmphasisPoint>,
): string => [emphasisReason(words, emphasis, mention), entity.link.why, ranked.why].map(asSentence).join(' ');

const passedOver = (other: RankedImage, chosen: RankedImage, shownAt: number | undefined): RefusedImage => {
  const { provider, title, pageUrl } = other.candidate;
  const scores = `${other.score.toFixed(2)} against ${chosen.score.toFixed(2)}`;
  if (shownAt !== undefined) {
    const why = `Shown at ${clockTime(shownAt)}, and no picture is shown twice.`;
    return { provider, title, pageUrl, code: 'NEAR_DUPLICATE', why };
  }
  const why = other.score > chosen.score ? `Kept for another moment (${scores}).` : `Ranked lower (${scores}): ${asSentence(other.why)}`;
  return { provider, title, pageUrl, code: 'RELEVANCE', why };
};

/**
 * @param shownAt when each picture of the timeline is shown, by what tells it apart, milliseconds
 * @returns the other pictures of the entity, best first, and those that were refused, each with its reason; bounded
 */
export const rejectedImages = (ranking: Ranking, chosen: RankedImage, shownAt: ReadonlyMap<string, number>): RefusedImage[] => {
  const others = ranking.ranked.filter(({ candidate }) => candidate.id !== chosen.candidate.id).slice(0, MOST_REJECTED);
  return [
    ...others.map(other => passedOver(other, chosen, shownAt.get(pictureOf(other.candidate)))),
    ...ranking.refused.slice(0, MOST_REJECTED),
  ];
};
