import type { CallContext } from '../../platform/call-gate.ts';
import { done, type Outcome } from '../../platform/outcome.ts';
import type { Hearing } from '../../speech/emphasis-point.ts';
import { depictability } from '../depictability.ts';
import type { EnrichedEntity, EntityType, Link, LinkChoice, Links, Plan, PlannedEntity } from '../entity.ts';
import { type GlossaryEntry, type GlossaryVerdict, glossaryVerdicts } from '../glossary.ts';
import type { ItemDetails, KnowledgeBase } from '../knowledge-base.ts';
import type { SentenceEmbedder } from '../sentence-embedder.ts';
import type { ClassGroup } from './class-group.ts';
import { type Choice, choose } from './choose.ts';
import { entityTalk } from './entity-talk.ts';
import { lengthenPlan } from './lengthen-plan.ts';
import type { Linker } from './load-linker.ts';
import { poolMentions } from './pool-mentions.ts';
import { type DetailsOf, readDetails } from './read-details.ts';
import { reasons } from './reasons.ts';
import { rememberSearches } from './remember-searches.ts';
import type { Talk } from './talk.ts';
import { type Weighed, type WeighedMention, weighTalk } from './weigh-talk.ts';

export interface LinkRequest {
  readonly plan: Plan;
  readonly hearing: Hearing;
  readonly knowledgeBase: KnowledgeBase;
  readonly embedder: SentenceEmbedder;
  readonly linker: Linker;
  /** Least probability that is shown, 0–1; see `THRESHOLDS`. */
  readonly threshold: number;
  readonly call: CallContext;
  /** Items the owner pinned to names, and names never to be shown. */
  readonly glossary?: readonly GlossaryEntry[];
}

/**
 * Probability that each precision setting asks for. Probabilities are calibrated on texts of whose names most have no item in the
 * knowledge base (62 %), and those make nearly all errors; where it is as complete as Wikidata, `normal` is right more often
 * than it says. Where it is a part of it, `strict` is what to ask for: see docs/entities.md.
 */
export const THRESHOLDS = { strict: 0.895, normal: 0.75, balanced: 0.6 } as const;

const TYPE_OF_GROUP: Partial<Readonly<Record<ClassGroup, EntityType>>> = {
  HUMAN: 'person',
  PLACE: 'place',
  ORG: 'organisation',
  WORK: 'work',
  PRODUCT: 'product',
  EVENT: 'event',
};
const MOST_ALIASES = 20;
/** How much less likely, in log-odds, the true class of an item may make it than the class it was weighed as. */
const CLASS_TOLERANCE = 1;

type Unreached = NonNullable<Links['unreached']>[number];
interface Decided {
  readonly entity: EnrichedEntity;
  readonly unreached: Unreached | null;
}

const toChoice = ({ candidate: { item }, probability }: Weighed): LinkChoice => ({
  qid: item.qid,
  label: item.label,
  description: item.description,
  probability,
});

const abstainedLink = (runnerUp: Weighed | null, why: string): Link => ({
  status: 'abstained',
  runnerUp: runnerUp === null ? null : toChoice(runnerUp),
  why,
});

const NOT_NAMED: Readonly<Record<'concept' | 'owner', Link>> = {
  concept: { status: 'not-named', why: 'A thing without a name of its own; any true picture of it will do.' },
  owner: { status: 'not-named', why: 'The glossary gives the picture.' },
};

const enriched = (entity: PlannedEntity, link: Link, type: EntityType = entity.type): EnrichedEntity => ({
  schemaVersion: 1,
  ...entity,
  type,
  link,
  depictability: depictability(type),
});

/** Whether what the item is, now that it is known, speaks against what it was taken for. */
const contradiction = ({ linker }: LinkRequest, weighed: WeighedMention, chosen: Weighed, details: ItemDetails): string | null => {
  const group = linker.grouper.byLabels(details.instanceOfLabels);
  if (group === null || group === chosen.candidate.group) return null;
  if (group === 'DROP') return 'What looked like it is a page about a name, not a thing.';
  const { types, groups, table } = linker.model.typeLogOdds;
  const row = table[types.indexOf(weighed.mention.type ?? 'NONE')];
  const odds = (one: ClassGroup): number => row?.[groups.indexOf(one)] ?? 0;
  if (odds(group) >= odds(chosen.candidate.group) - CLASS_TOLERANCE) return null;
  return `${chosen.candidate.item.label} fits, but it is a ${details.instanceOfLabels[0] ?? 'thing'}, which such a name does not mean.`;
};

const linked = (chosen: Weighed, runnerUp: Weighed | null, details: ItemDetails, why: string): Link => ({
  status: 'linked',
  ...toChoice(chosen),
  aliases: chosen.candidate.item.aliases.slice(0, MOST_ALIASES),
  popularity: chosen.candidate.item.popularity,
  articleUrl: details.articleUrl,
  runnerUp: runnerUp === null ? null : toChoice(runnerUp),
  files: [...details.files],
  why,
});

interface Case {
  readonly entity: PlannedEntity;
  readonly weighed: WeighedMention;
  readonly choice: Choice;
  readonly why: string;
}

const decide = (request: LinkRequest, { entity, weighed, choice, why }: Case, detailsOf: DetailsOf): Decided => {
  const { chosen, best, runnerUp, refusal } = choice;
  const unreached = weighed.unreached === null ? null : { entityId: entity.id, ...weighed.unreached };
  if (chosen === null) return { entity: enriched(entity, abstainedLink(best, refusal ?? why)), unreached };
  const read = detailsOf(chosen.candidate.item.qid);
  if (!('details' in read)) {
    const link = abstainedLink(chosen, `It is likely ${chosen.candidate.item.label}, but the item could not be read: ${read.why}`);
    return { entity: enriched(entity, link), unreached: { entityId: entity.id, ...read } };
  }
  const against = contradiction(request, weighed, chosen, read.details);
  if (against !== null) return { entity: enriched(entity, abstainedLink(chosen, against)), unreached };
  const type = TYPE_OF_GROUP[chosen.candidate.group] ?? entity.type;
  return { entity: enriched(entity, linked(chosen, runnerUp, read.details, why), type), unreached };
};

const PINNED_WHY = 'The glossary says which item this is.';

/** What the owner pinned needs no probability. */
const pinned = (weighed: WeighedMention): Choice => {
  const best = weighed.choices[0];
  if (best === undefined) return choose(weighed, 0);
  const certain = { ...best, probability: 1 };
  return { chosen: certain, best: certain, runnerUp: null, refusal: null };
};

/** @returns what the glossary says of each entity it speaks of, by entity id */
export const verdictsOf = (
  { entities }: Pick<Plan, 'entities'>,
  glossary: readonly GlossaryEntry[],
): ReadonlyMap<string, NonNullable<GlossaryVerdict>> => {
  const verdictOf = glossaryVerdicts(glossary);
  return new Map(
    entities.flatMap(({ id, name }) => {
      const verdict = verdictOf(name);
      return verdict === null ? [] : [[id, verdict] as const];
    }),
  );
};

const BANNED = 'The glossary says never to show it.';

const caseOf = (request: LinkRequest, talk: Talk, entity: PlannedEntity, weighed: WeighedMention, isPinned: boolean): Case => {
  const choice = isPinned ? pinned(weighed) : choose(weighed, request.threshold);
  const why = isPinned ? PINNED_WHY : choice.best === null ? '' : reasons(talk, weighed, choice.best, request.linker.wordWeight);
  return { entity, weighed, choice, why };
};

/**
 * Says of every planned entity which item it is, or why none: the whole talk is weighed together.
 * `deferred` as soon as the knowledge base asks to wait; names it failed on are abstained and listed in `unreached`.
 */
export const linkEntities = async (asked: LinkRequest): Promise<Outcome<Links>> => {
  const knowledgeBase = rememberSearches(asked.knowledgeBase);
  const lengthened = await lengthenPlan(asked.plan, asked.hearing, { knowledgeBase, call: asked.call });
  if (lengthened.outcome !== 'done') return lengthened;
  const request = { ...asked, knowledgeBase, plan: lengthened.value };
  const verdicts = verdictsOf(request.plan, request.glossary ?? []);
  const pins = new Map([...verdicts].filter(([, verdict]) => verdict !== 'ban'));
  const { talk, mentionsOf } = entityTalk(request.plan, request.hearing, pins);
  const weighed = await weighTalk(talk, request);
  if (weighed.outcome !== 'done') return weighed;
  const opened = request.plan.entities.map(entity => {
    if (verdicts.get(entity.id) === 'ban') return enriched(entity, abstainedLink(null, BANNED));
    if (entity.kind !== 'named') return enriched(entity, NOT_NAMED[entity.kind]);
    const pooled = poolMentions((mentionsOf.get(entity.id) ?? []).flatMap(index => weighed.value[index] ?? []));
    return pooled === null
      ? enriched(entity, abstainedLink(null, 'It is never said in the talk.'))
      : caseOf(request, talk, entity, pooled, pins.has(entity.id));
  });
  const chosen = opened.flatMap(one => ('choice' in one ? (one.choice.chosen?.candidate.item.qid ?? []) : []));
  const details = await readDetails(knowledgeBase, [...new Set(chosen)], request.call);
  if (details.outcome !== 'done') return details;
  const decided = opened.map(one => ('choice' in one ? decide(request, one, details.value) : { entity: one, unreached: null }));
  const unreached = decided.flatMap(one => one.unreached ?? []);
  const entities = decided.map(({ entity }) => entity);
  return done({ schemaVersion: 1, entities, ...(unreached.length === 0 ? {} : { unreached }) });
};
