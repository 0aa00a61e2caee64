import type { EnrichedEntity, Mention } from '../../entities/entity.ts';
import type { RankedImage } from './compose-input.ts';

/** A picture that illustrates a word is worth less than one that shows the thing itself: a judgement, to be tuned on the corpus. */
const ILLUSTRATIVE = 0.6;

/** How sure it is that a picture of the entity belongs here, 0–1. A name that nobody could identify gets no picture at all. */
const certaintyOf = ({ kind, link }: EnrichedEntity): number => {
  switch (kind) {
    case 'named':
      return link.status === 'linked' ? link.probability : 0;
    case 'concept':
      return ILLUSTRATIVE;
    case 'owner':
      return 1;
  }
};

/**
 * @returns what showing a picture at a mention is worth, 0–1: how much the mention matters, how good the picture is, how sure
 * the link is; and things that pictures show badly count for up to half less
 */
export const cueScore = (entity: EnrichedEntity, mention: Mention, { score }: RankedImage): number =>
  mention.score * score * certaintyOf(entity) * ((1 + entity.depictability) / 2);
