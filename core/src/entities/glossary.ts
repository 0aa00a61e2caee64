import * as z from 'zod';
import { PlainText } from '../platform/plain-text.ts';
import { EntityType, Qid } from './entity.ts';

/**
 * What the owner of a workspace says about a name, before anything is recognised. `pin`: it is this item; `ban`: never show
 * it; `alias`: these words mean that name; `picture`: it is shown by the workspace's own picture.
 */
export const GlossaryEntry = z
  .object({
    name: PlainText,
    aliases: z.array(PlainText).max(50).default([]),
    action: z.enum(['pin', 'ban', 'alias', 'picture']),
    type: EntityType.default('unknown'),
    /** The item, for `pin`. */
    qid: Qid.optional(),
    /** Id of the picture, for `picture`. */
    imageId: z.string().min(1).max(200).optional(),
  })
  .refine(entry => entry.action !== 'pin' || entry.qid !== undefined, 'a pin needs a qid');
export type GlossaryEntry = z.infer<typeof GlossaryEntry>;
