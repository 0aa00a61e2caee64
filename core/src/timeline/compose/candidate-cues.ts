import type { EnrichedEntity } from '../../entities/entity.ts';
import type { Ranking } from '../../images/image-candidate.ts';
import type { JobSettings } from '../../jobs/job-settings.ts';
import type { CandidateCue, ComposeInput, RankedImage } from './compose-input.ts';
import { pictureOf, subjectOf } from './identity.ts';
import { cueScore } from './cue-score.ts';

/** Pictures of one entity that are weighed at the most; further ones are rejected as lower ranked. */
const MOST_PICTURES = 8;

/** Each entity with its ranking; those that nothing was searched for fall out. */
const searched = ({ entities, rankings }: ComposeInput): { entity: EnrichedEntity; ranking: Ranking; ranked: readonly RankedImage[] }[] => {
  const byEntity = new Map(rankings.map(ranking => [ranking.entityId, ranking]));
  return entities.flatMap(entity => {
    const ranking = byEntity.get(entity.id);
    return ranking ? [{ entity, ranking, ranked: ranking.ranked.slice(0, MOST_PICTURES) }] : [];
  });
};

/** For each picture how many subjects it could show. */
const countSubjects = (all: ReturnType<typeof searched>): Map<string, number> => {
  const subjects = new Map<string, Set<string>>();
  for (const { entity, ranked } of all) {
    for (const { candidate } of ranked) {
      const picture = pictureOf(candidate);
      subjects.set(picture, (subjects.get(picture) ?? new Set()).add(subjectOf(entity)));
    }
  }
  return new Map([...subjects].map(([picture, known]) => [picture, known.size]));
};

/**
 * A subject mentioned n times needs its n best pictures that are its alone: any worse one could be exchanged for one of them
 * that is free. Leaving the others out changes no result and keeps the choice small.
 */
const enough = (ranked: readonly RankedImage[], mentions: number, subjectsOf: ReadonlyMap<string, number>): RankedImage[] => {
  let own = 0;
  return ranked.filter(({ candidate }) => {
    if (own >= mentions) return false;
    if (subjectsOf.get(pictureOf(candidate)) === 1) own++;
    return true;
  });
};

const durationsOf = ({ minCueMs, maxCueMs }: JobSettings, saidMs: number): Pick<CandidateCue, 'shortestMs' | 'longestMs'> => {
  const longestMs = Math.max(minCueMs, maxCueMs);
  return { shortestMs: Math.min(longestMs, Math.max(minCueMs, saidMs)), longestMs };
};

/** @returns every picture at every mention that ends within the talk, by start, best first, in an order that never varies */
export const candidateCues = (input: ComposeInput): CandidateCue[] => {
  const all = searched(input);
  const subjectsOf = countSubjects(all);
  const mentions = new Map<string, number>();
  for (const { entity } of all) {
    mentions.set(subjectOf(entity), (mentions.get(subjectOf(entity)) ?? 0) + entity.mentions.length);
  }
  const candidates = all.flatMap(({ entity, ranking, ranked: best }) => {
    const subject = subjectOf(entity);
    const pictures = enough(best, mentions.get(subject) ?? 0, subjectsOf);
    return entity.mentions.flatMap(mention => {
      const startMs = Math.max(0, mention.startMs - input.settings.leadInMs);
      const durations = durationsOf(input.settings, mention.endMs - startMs);
      return pictures.map(ranked => ({
        entity,
        mention,
        ranking,
        ranked,
        subject,
        picture: pictureOf(ranked.candidate),
        startMs,
        ...durations,
        score: cueScore(entity, mention, ranked),
      }));
    });
  });
  return candidates
    .filter(({ score, startMs, shortestMs }) => score > 0 && startMs + shortestMs <= input.transcript.durationMs)
    .sort((a, b) => a.startMs - b.startMs || b.score - a.score || (idOf(a) < idOf(b) ? -1 : 1));
};

const idOf = ({ entity, mention, ranked }: CandidateCue): string => `${entity.id} ${mention.fromWord} ${ranked.candidate.id}`;
