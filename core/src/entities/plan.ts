import { LIMITS } from '../platform/limits.ts';
import { plainText } from '../platform/plain-text.ts';
import type { Hearing } from '../speech/emphasis-point.ts';
import type { ConceptFinder, FoundConcept } from './concepts/concept-finder.ts';
import type { Plan } from './entity.ts';
import { entityTypeOf } from './entity-id.ts';
import type { GlossaryEntry } from './glossary.ts';
import { type GlossaryPlan, readGlossary } from './glossary-plan.ts';
import { groupNames } from './plan-names.ts';
import { type Draft, plannedEntities } from './planned-entities.ts';
import type { NameRecogniser, RecognisedName } from './recognise/name-recogniser.ts';

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
  const skipped: Skip[] = [];
  const glossary = readGlossary(settings.glossary ?? [], words);
  const recognised = await recogniser.recognise(words);
  const names = keepNames(recognised, glossary, skipped);
  const found = settings.concepts ? await concepts.find(hearing, recognised) : [];
  const drafts: readonly Draft[] = [...glossary.drafts, ...namedDrafts(names), ...conceptDrafts(found)];
  const ranked = plannedEntities(hearing, drafts);
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
