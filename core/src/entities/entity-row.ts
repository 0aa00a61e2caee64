import * as z from 'zod';
import type { StoredShape } from '../platform/stored-shape.ts';
import { EnrichedEntity, Mention } from './entity.ts';

/** Mentions kept in the row; all of them are in the object of the stage `link`. The item must not grow with the talk. */
const MOST_MENTIONS = 25;

/** What is talked about, as a project keeps it. */
export const EntityRow = z.object({
  ...EnrichedEntity.shape,
  /** The best ones, in spoken order. */
  mentions: z.array(Mention).min(1).max(MOST_MENTIONS),
  /** How many there are in all. */
  mentionCount: z.int().positive(),
});
export type EntityRow = z.infer<typeof EntityRow>;

export const ENTITY_SHAPE = { name: 'entity', version: 1, schema: EntityRow } satisfies StoredShape<typeof EntityRow>;

/** @returns the entity with its best mentions only */
export const entityRowOf = (entity: EnrichedEntity): EntityRow => {
  const best = new Set([...entity.mentions].sort((a, b) => b.score - a.score || a.startMs - b.startMs).slice(0, MOST_MENTIONS));
  return { ...entity, mentions: entity.mentions.filter(mention => best.has(mention)), mentionCount: entity.mentions.length };
};
