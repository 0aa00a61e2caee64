import type { JobSettings } from '../jobs/job-settings.ts';
import { done, type Outcome } from '../platform/outcome.ts';
import type { EnrichedEntity, KindOfThing, Links, PlannedEntity } from './entity.ts';
import { kindsOfThings } from './kind-of-thing.ts';
import { linkEntities, type LinkRequest } from './link/link-entities.ts';

/** Short talks name more than they have places for, and the best pictures are not known yet. */
const LEAST_SEARCHED = 12;

type Planned = Pick<PlannedEntity, 'kind' | 'name' | 'mentions'>;

/** How many entities could win a place. The talk is at least as long as its last mention. */
const mostSearched = (entities: readonly Planned[], { cuesPerMinute }: JobSettings): number => {
  const talkMs = Math.max(0, ...entities.flatMap(entity => entity.mentions.map(mention => mention.endMs)));
  return Math.max(LEAST_SEARCHED, 2 * Math.ceil((talkMs / 60_000) * cuesPerMinute));
};

const searched = (links: Links, settings: JobSettings): readonly EnrichedEntity[] =>
  links.entities.filter(entity => entity.link.status !== 'abstained').slice(0, mostSearched(links.entities, settings));

/** Ids of the entities that are worth a search: those that are known, or need no knowing, and could win a place. */
export const searchedEntities = (links: Links, settings: JobSettings): readonly string[] => searched(links, settings).map(({ id }) => id);

const nounsOf = (entities: readonly Planned[]): readonly string[] =>
  entities.filter(({ kind }) => kind === 'concept').map(({ name }) => name);

const withKind = (entity: EnrichedEntity, kinds: ReadonlyMap<string, Outcome<KindOfThing>>): EnrichedEntity => {
  const kind = entity.kind === 'concept' ? kinds.get(entity.name) : undefined;
  return kind?.outcome === 'done' && entity.link.status === 'not-named'
    ? { ...entity, link: { ...entity.link, thing: kind.value } }
    : entity;
};

/** The moment at which the first noun could be asked for again, of those worth waiting for. */
const firstWait = (kinds: Iterable<Outcome<KindOfThing>>, patientUntilMs: number): Outcome<never> | null => {
  const waits = [...kinds].flatMap(kind => (kind.outcome === 'deferred' && Date.parse(kind.until) <= patientUntilMs ? [kind] : []));
  return waits.toSorted((a, b) => Date.parse(a.until) - Date.parse(b.until))[0] ?? null;
};

/**
 * Says of names which item they are, and of the nouns that will be searched what kind of thing they stand for; what a noun
 * stands for may stay unknown, it can still be illustrated.
 * @param patientUntilMs milliseconds since 1970: nouns that can be asked for only after this are gone without
 * @returns as `linkEntities`; `deferred` also where the knowledge base asks to wait for a noun
 */
export const knowEntities = async (request: LinkRequest, settings: JobSettings, patientUntilMs = Infinity): Promise<Outcome<Links>> => {
  const { plan, knowledgeBase, call } = request;
  // These will be searched whatever becomes of the names: both are found out about at the same time.
  const certain = nounsOf(plan.entities.slice(0, mostSearched(plan.entities, settings)));
  const [linked, early] = await Promise.all([linkEntities(request), kindsOfThings(certain, knowledgeBase, call)]);
  if (linked.outcome !== 'done') return linked;
  const late = nounsOf(searched(linked.value, settings)).filter(noun => !early.has(noun));
  const kinds = new Map([...early, ...(await kindsOfThings(late, knowledgeBase, call))]);
  const wait = firstWait(kinds.values(), patientUntilMs);
  return wait ?? done({ ...linked.value, entities: linked.value.entities.map(entity => withKind(entity, kinds)) });
};
