import { LIMITS } from '../platform/limits.ts';
import { plainText } from '../platform/plain-text.ts';
import type { Hearing } from '../speech/emphasis-point.ts';
import { type Word } from '../speech/transcript.ts';
import type { ConceptFinder, FoundConcept } from './concepts/concept-finder.ts';
import type { EntityKind, Mention, Plan, PlannedEntity } from './entity.ts';
import { entityId, entityTypeOf } from './entity-id.ts';
import type { GlossaryEntry } from './glossary.ts';
import { type GlossaryPlan, readGlossary } from './glossary-plan.ts';
import { type EmphasisedWord, mentionScore } from './mention-score.ts';
import { groupNames } from './plan-names.ts';
import type { NameRecogniser, RecognisedName } from './recognise/name-recogniser.ts';

/** Places kept of one thing, the best ones; a name said 200 times is not shown 200 times. */
export const MOST_MENTIONS = 60;
/** Reasons kept; the rest is counted. */
const MOST_SKIPPED = 200;
/** Below this the recogniser is guessing. */
const LEAST_CONFIDENCE = 0.4;

export interface PlanDeps {
  readonly recogniser: NameRecogniser;
  readonly concepts: ConceptFinder;
}

export interface PlanSettings {
  /** Whether emphasised things without a name may become entities. */
  readonly concepts: boolean;
  readonly glossary?: readonly GlossaryEntry[];
}

interface Place {
  readonly fromWord: number;
  readonly toWord: number;
  readonly surface: string;
}

interface Draft {
  readonly kind: EntityKind;
  readonly type: PlannedEntity['type'];
  readonly name: string;
  readonly confidence: number;
  readonly places: readonly Place[];
}

const toMention = (words: readonly Word[], emphasis: readonly EmphasisedWord[], { fromWord, toWord, surface }: Place): Mention | null => {
  const first = words[fromWord];
  const last = words[toWord];
  if (first === undefined || last === undefined) return null;
  const score = mentionScore(emphasis, fromWord, toWord);
  return { fromWord: first.id, toWord: last.id, surface: plainText(surface), startMs: first.startMs, endMs: last.endMs, score };
};

const toEntity = (words: readonly Word[], emphasis: readonly EmphasisedWord[], draft: Draft): PlannedEntity => {
  const mentions = draft.places.flatMap(place => toMention(words, emphasis, place) ?? []);
  const best = [...mentions].sort((a, b) => b.score - a.score || a.startMs - b.startMs).slice(0, MOST_MENTIONS);
  const { kind, type, name, confidence } = draft;
  return {
    id: entityId(kind, name),
    kind,
    type,
    name: plainText(name.replace(/\p{Cf}/gu, '')),
    mentions: best.sort((a, b) => a.startMs - b.startMs),
    score: Math.max(...best.map(mention => mention.score)),
    confidence,
  };
};

const meanConfidence = (names: readonly RecognisedName[]): number =>
  names.reduce((sum, { confidence }) => sum + confidence, 0) / names.length;

const namedDrafts = (names: readonly RecognisedName[]): readonly Draft[] =>
  groupNames(names).map(({ name, type, mentions }) => ({
    kind: 'named',
    type: entityTypeOf(type),
    name,
    confidence: meanConfidence(mentions),
    places: mentions,
  }));

const conceptDrafts = (concepts: readonly FoundConcept[]): readonly Draft[] =>
  concepts.map(({ name, confidence, places }) => ({ kind: 'concept', type: 'unknown', name, confidence, places }));

interface Skip {
  readonly surface: string;
  readonly why: string;
}

const skippedEntries = (skipped: readonly Skip[]): Plan['skipped'] => {
  const kept = skipped.slice(0, MOST_SKIPPED).map(({ surface, why }) => ({ surface: plainText(surface), why }));
  const more = skipped.length - kept.length;
  return more === 0 ? kept : [...kept, { surface: plainText('…'), why: `${more.toFixed(0)} more were left out for the same reasons.` }];
};

/** Names the recogniser may keep: sure enough, and not claimed by the glossary, which has the first word. */
const keepNames = (names: readonly RecognisedName[], glossary: GlossaryPlan, skipped: Skip[]): readonly RecognisedName[] =>
  names.filter(name => {
    if (glossary.covers(name)) return false;
    if (name.confidence >= LEAST_CONFIDENCE) return true;
    skipped.push({
      surface: name.surface,
      why: `It may be a name, but the recogniser is only ${(100 * name.confidence).toFixed(0)} % sure.`,
    });
    return false;
  });

/**
 * What is talked about, and how strongly: names grouped to entities, and emphasised concrete things without a name. Bounded
 * for every input; what is left out is in `skipped` with the reason.
 */
export const planEntities = async (hearing: Hearing, { recogniser, concepts }: PlanDeps, settings: PlanSettings): Promise<Plan> => {
  const { words } = hearing.transcript;
  const emphasis = words.map((word, index) => ({ score: hearing.emphasis[index]?.score ?? 0, sentence: word.sentence }));
  const skipped: Skip[] = [];
  const glossary = readGlossary(settings.glossary ?? [], words);
  const recognised = await recogniser.recognise(words);
  const names = keepNames(recognised, glossary, skipped);
  const found = settings.concepts ? await concepts.find(hearing, recognised) : [];
  const drafts: readonly Draft[] = [...glossary.drafts, ...namedDrafts(names), ...conceptDrafts(found)];
  const merged = mergeById(drafts.map(draft => toEntity(words, emphasis, draft)));
  const ranked = [...merged].sort(
    (a, b) => b.score - a.score || (a.mentions[0]?.startMs ?? 0) - (b.mentions[0]?.startMs ?? 0) || (a.id < b.id ? -1 : 1),
  );
  const most = LIMITS.plannedEntities.value;
  const beyond = ranked.slice(most).map(({ name }) => ({
    surface: name,
    why: `The talk names more than ${most.toFixed(0)} things; the least emphasised are left out.`,
  }));
  return {
    schemaVersion: 1,
    entities: ranked.slice(0, most),
    skipped: skippedEntries([...glossary.skipped, ...skipped, ...beyond]),
  };
};

/** Drafts that come to the same name become one entity. */
const mergeById = (entities: readonly PlannedEntity[]): readonly PlannedEntity[] => {
  const byId = new Map<string, PlannedEntity>();
  for (const entity of entities) {
    const known = byId.get(entity.id);
    const mentions = [...(known?.mentions ?? []), ...entity.mentions].sort((a, b) => a.startMs - b.startMs).slice(0, MOST_MENTIONS);
    byId.set(entity.id, known === undefined ? entity : { ...known, mentions, score: Math.max(known.score, entity.score) });
  }
  return [...byId.values()].filter(entity => entity.mentions.length > 0);
};
