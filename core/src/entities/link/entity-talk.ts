import type { Hearing } from '../../speech/emphasis-point.ts';
import { transcriptText } from '../../speech/transcript.ts';
import type { Plan, PlannedEntity } from '../entity.ts';
import { nameTypeOf } from '../entity-id.ts';
import type { Talk, TalkMention } from './talk.ts';

/** A plan as a talk to link, and which of its mentions belong to which entity. */
export interface EntityTalk {
  readonly talk: Talk;
  /** Indices into `talk.mentions`, by entity id. */
  readonly mentionsOf: ReadonlyMap<string, readonly number[]>;
}

const sentenceTexts = (hearing: Hearing): readonly string[] => {
  const sentences = new Map<number, string[]>();
  for (const { text, sentence } of hearing.transcript.words) sentences.set(sentence, [...(sentences.get(sentence) ?? []), text]);
  const count = Math.max(0, ...sentences.keys()) + 1;
  return Array.from({ length: count }, (_, index) => sentences.get(index)?.join(' ') ?? '');
};

/**
 * @param pins items that the owner chose for an entity, by entity id
 * @returns the named entities of a plan in the text they are said in
 */
export const entityTalk = (plan: Plan, hearing: Hearing, pins: ReadonlyMap<string, string>): EntityTalk => {
  const { words } = hearing.transcript;
  const { text, offsets } = transcriptText(words);
  const indexOf = new Map(words.map((word, index) => [word.id, index]));
  const mentions: TalkMention[] = [];
  const mentionsOf = new Map<string, number[]>();
  const add = (entity: PlannedEntity, surface: string, fromWord: string): void => {
    const word = indexOf.get(fromWord);
    if (word === undefined) return;
    const from = offsets[word] ?? 0;
    const found = text.indexOf(surface, from);
    const start = found < 0 ? from : found;
    const pin = pins.get(entity.id);
    mentionsOf.set(entity.id, [...(mentionsOf.get(entity.id) ?? []), mentions.length]);
    mentions.push({
      surface,
      start,
      end: start + surface.length,
      sentence: words[word]?.sentence ?? 0,
      type: nameTypeOf(entity.type),
      confidence: entity.confidence,
      reading: 'same',
      ...(pin === undefined ? {} : { candidates: [pin] }),
    });
  };
  for (const entity of plan.entities) {
    if (entity.kind === 'named') for (const mention of entity.mentions) add(entity, mention.surface, mention.fromWord);
  }
  return { talk: { text, sentences: sentenceTexts(hearing), mentions }, mentionsOf };
};
