import { createHash } from 'node:crypto';
import * as z from 'zod';
import { PlainText } from '../platform/plain-text.ts';
import type { StoredShape } from '../platform/stored-shape.ts';
import { EntityType, Qid } from './entity.ts';
import { foldName } from './name-forms.ts';

const Said = z.object({
  name: PlainText.refine(name => name.length > 0 && name.length <= 200, 'a name has 1 to 200 characters'),
  aliases: z.array(PlainText).max(50).default([]),
  action: z.enum(['pin', 'ban', 'alias', 'picture']),
  type: EntityType.default('unknown'),
  /** The item, for `pin`. */
  qid: Qid.optional(),
  /** Id of the picture, for `picture`. */
  imageId: z.string().min(1).max(200).optional(),
});

/**
 * What the owner of a workspace says about a name, before anything is recognised. `pin`: it is this item; `ban`: never show
 * it; `alias`: these words mean that name; `picture`: it is shown by the workspace's own picture.
 */
export const GlossaryEntry = Said.refine(entry => entry.action !== 'pin' || entry.qid !== undefined, 'a pin needs a qid').refine(
  entry => entry.action !== 'picture' || entry.imageId !== undefined,
  'a picture needs an imageId',
);
export type GlossaryEntry = z.infer<typeof GlossaryEntry>;

/** An entry as the workspace keeps it; the newest of a name counts. */
export const StoredGlossaryEntry = z.object({
  schemaVersion: z.literal(1),
  /** Made of the name as names are compared, so that a name has one entry. */
  id: z.string().regex(/^gls_[0-9a-f]{20}$/),
  ...Said.shape,
  /** User or API key that said it last, and when. */
  saidBy: z.string().min(1).max(100),
  saidAt: z.iso.datetime(),
});
export type StoredGlossaryEntry = z.infer<typeof StoredGlossaryEntry>;

export const GLOSSARY_SHAPE = { name: 'glossary', version: 1, schema: StoredGlossaryEntry } satisfies StoredShape<
  typeof StoredGlossaryEntry
>;

/** @returns the id of the entry of a name, in whatever spelling */
export const glossaryEntryId = (name: string): string => `gls_${createHash('sha256').update(foldName(name)).digest('hex').slice(0, 20)}`;

/**
 * The names of a glossary as they are written, the newest first: what a recogniser of speech is told to expect. Banned ones
 * are among them, because a ban only counts where the name is spelt as it stands here.
 */
export const writtenNames = (entries: readonly StoredGlossaryEntry[]): readonly string[] =>
  entries.toSorted((a, b) => b.saidAt.localeCompare(a.saidAt) || a.id.localeCompare(b.id)).map(({ name }) => name);

/** What the glossary says of one name: the Q-id of the item it is, `ban`, or nothing. */
export type GlossaryVerdict = string | null;

/** @returns what the glossary says of names, in any spelling of case and mark */
export const glossaryVerdicts = (entries: readonly GlossaryEntry[]): ((name: string) => GlossaryVerdict) => {
  const verdicts = new Map<string, GlossaryVerdict>();
  for (const { action, name, aliases, qid } of entries) {
    const verdict = action === 'ban' ? 'ban' : action === 'pin' ? (qid ?? null) : null;
    if (verdict !== null) for (const said of [name, ...aliases]) verdicts.set(foldName(said), verdict);
  }
  return name => verdicts.get(foldName(name)) ?? null;
};
