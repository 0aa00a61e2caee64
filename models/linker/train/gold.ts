import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

/** A name in a gold set. Offsets are UTF-16. */
export const GoldMention = z.object({
  start: z.int().nonnegative(),
  end: z.int().positive(),
  type: z.string().optional(),
  /** Absent where the name has no linked item. */
  qid: z.string().optional(),
  candidates: z.array(z.string()).optional(),
  /** Set where a copy of the text has only the last word of the name. */
  isCut: z.boolean().optional(),
});
export type GoldMention = z.infer<typeof GoldMention>;

export const GoldText = z.object({ id: z.string(), text: z.string(), mentions: z.array(GoldMention) });
export type GoldText = z.infer<typeof GoldText>;

/** @param file below `data/entities` of the fixtures */
export const readLines = <T>(fixtures: string, file: string, schema: z.ZodType<T>): readonly T[] =>
  readFileSync(join(fixtures, 'data/entities', file), 'utf8')
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => schema.parse(JSON.parse(line)));

export type GoldSet = 'gum' | 'wikifair' | 'emerson';

/** @returns the documents of a gold set for linking */
export const readGold = (fixtures: string, set: GoldSet): readonly GoldText[] => readLines(fixtures, `el/${set}.jsonl`, GoldText);
