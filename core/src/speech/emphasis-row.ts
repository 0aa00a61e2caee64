import * as z from 'zod';
import type { StoredShape } from '../platform/stored-shape.ts';
import { EmphasisPoint, type Hearing } from './emphasis-point.ts';
import { Word } from './transcript.ts';

/** An emphasised word as a project keeps it, with what is needed to show it without the transcript. */
export const EmphasisRow = z.object({
  schemaVersion: z.literal(1),
  ...EmphasisPoint.shape,
  ...Word.pick({ text: true, startMs: true, endMs: true }).shape,
});
export type EmphasisRow = z.infer<typeof EmphasisRow>;

export const EMPHASIS_SHAPE = { name: 'emphasis', version: 1, schema: EmphasisRow } satisfies StoredShape<typeof EmphasisRow>;

/** @returns the emphasised words of a hearing, in spoken order; the points of all words stay in its object */
export const emphasisRowsOf = (hearing: Pick<Hearing, 'transcript' | 'emphasis'>): readonly EmphasisRow[] => {
  const words = new Map(hearing.transcript.words.map(word => [word.id, word]));
  return hearing.emphasis.flatMap(point => {
    const word = words.get(point.wordId);
    if (!point.emphasised || word === undefined) return [];
    return [{ schemaVersion: 1 as const, ...point, text: word.text, startMs: word.startMs, endMs: word.endMs }];
  });
};
