import { done, type Outcome } from '../../platform/outcome.ts';
import type { Hearing } from '../../speech/emphasis-point.ts';
import { transcriptText } from '../../speech/transcript.ts';
import type { Plan, PlannedEntity } from '../entity.ts';
import { type Draft, type Place, plannedEntities } from '../planned-entities.ts';
import { entityTalk } from './entity-talk.ts';
import { longerNames, type TextSpan } from './longer-names.ts';
import type { SearchDeps } from './search-names.ts';

interface Said {
  readonly place: Place;
  /** The longer known name around it, or null. */
  readonly longer: Place | null;
}

/** What an entity keeps, and what turned out to be a part of something longer. */
const draftsOf = ({ kind, type, name, confidence }: PlannedEntity, said: readonly Said[]): readonly Draft[] => {
  const kept = said.filter(({ longer }) => longer === null).map(({ place }) => place);
  const longer = said.flatMap(one => (one.longer === null ? [] : [one.longer]));
  return [
    ...(kept.length === 0 ? [] : [{ kind, type, name, confidence, places: kept }]),
    ...longer.map(place => ({ kind, type, name: place.surface, confidence, places: [place] })),
  ];
};

/** Gives mentions that are a part of a longer known name, said there, to the thing of that longer name. */
export const lengthenPlan = async (plan: Plan, hearing: Hearing, deps: SearchDeps): Promise<Outcome<Plan>> => {
  const { talk, mentionsOf } = entityTalk(plan, hearing, new Map());
  const found = await longerNames(talk, deps);
  if (found.outcome !== 'done') return found;
  if (found.value.every(span => span === null)) return done(plan);
  const { offsets } = transcriptText(hearing.transcript.words);
  const indexOf = new Map(hearing.transcript.words.map(({ id }, index) => [id, index]));
  const placeOf = ({ start, end }: TextSpan): Place => ({
    fromWord: offsets.findLastIndex(offset => offset <= start),
    toWord: offsets.findLastIndex(offset => offset < end),
    surface: talk.text.slice(start, end),
  });
  const saidOf = (entity: PlannedEntity): readonly Said[] =>
    entity.mentions.map(({ fromWord, toWord, surface }, order) => {
      const span = found.value[mentionsOf.get(entity.id)?.[order] ?? -1] ?? null;
      const place = { fromWord: indexOf.get(fromWord) ?? 0, toWord: indexOf.get(toWord) ?? 0, surface };
      return { place, longer: span === null ? null : placeOf(span) };
    });
  return done({
    ...plan,
    entities: [
      ...plannedEntities(
        hearing,
        plan.entities.flatMap(entity => draftsOf(entity, saidOf(entity))),
      ),
    ],
  });
};
