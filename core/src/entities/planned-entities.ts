import { plainText } from '../platform/plain-text.ts';
import type { Hearing } from '../speech/emphasis-point.ts';
import type { Word } from '../speech/transcript.ts';
import type { EntityKind, Mention, PlannedEntity } from './entity.ts';
import { entityId } from './entity-id.ts';
import { type EmphasisedWord, mentionScore } from './mention-score.ts';

/** Places kept of one thing, the best ones; a name said 200 times is not shown 200 times. */
export const MOST_MENTIONS = 60;
/** Words of a talk, by index, that say a thing. */
export interface Place {
  readonly fromWord: number;
  readonly toWord: number;
  readonly surface: string;
}

/** A thing that is talked about, and where. */
export interface Draft {
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

/** Drafts that come to the same name become one entity. */
const mergeById = (entities: readonly PlannedEntity[]): readonly PlannedEntity[] => {
  const byId = new Map<string, PlannedEntity>();
  for (const entity of entities) {
    const known = byId.get(entity.id);
    const said = new Map(
      [...(known?.mentions ?? []), ...entity.mentions].map(mention => [`${mention.fromWord}-${mention.toWord}`, mention]),
    );
    const mentions = [...said.values()].sort((a, b) => a.startMs - b.startMs).slice(0, MOST_MENTIONS);
    byId.set(entity.id, known === undefined ? entity : { ...known, mentions, score: Math.max(known.score, entity.score) });
  }
  return [...byId.values()].filter(entity => entity.mentions.length > 0);
};

/** @returns the things of a talk with their mentions and scores, best first */
export const plannedEntities = (hearing: Pick<Hearing, 'transcript' | 'emphasis'>, drafts: readonly Draft[]): readonly PlannedEntity[] => {
  const { words } = hearing.transcript;
  const emphasis = words.map((word, index) => ({ score: hearing.emphasis[index]?.score ?? 0, sentence: word.sentence }));
  const merged = mergeById(drafts.map(draft => toEntity(words, emphasis, draft)));
  return [...merged].sort(
    (a, b) => b.score - a.score || (a.mentions[0]?.startMs ?? 0) - (b.mentions[0]?.startMs ?? 0) || (a.id < b.id ? -1 : 1),
  );
};
