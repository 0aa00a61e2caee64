import type { EnrichedEntity } from '../../entities/entity.ts';
import type { Ranking } from '../../images/image-candidate.ts';
import type { Cue } from '../timeline.ts';

/** @returns what tells one picture from another: its content where the provider states it, else its id */
export const pictureOf = ({ id, sha1 }: { readonly id: string; readonly sha1: string | null }): string => sha1 ?? id;

/** @returns what tells one subject from another: two names of one item are one */
export const subjectOf = ({ id, link }: EnrichedEntity): string => (link.status === 'linked' ? link.qid : id);

/** @returns the same for a cue as `subjectOf` for its entity */
export const subjectOfCue = ({ entityId, entity }: Cue): string => entity.qid ?? entityId;

/** @returns a function of a cue: what tells its picture from others, as `pictureOf` says for those of the rankings */
export const cuePictures = (rankings: readonly Ranking[]): ((cue: Cue) => string) => {
  const candidates = rankings.flatMap(ranking => ranking.ranked.map(({ candidate }) => candidate));
  const pictures = new Map(candidates.map(candidate => [candidate.id, pictureOf(candidate)]));
  return ({ image }) => pictures.get(image.candidateId) ?? image.candidateId;
};
