import * as z from 'zod';
import { sha256Hex } from '../platform/digest.ts';
import type { StoredShape } from '../platform/stored-shape.ts';
import type { ProviderId } from './rights-record.ts';
import { StoredImage } from './stored-image.ts';

const Added = z.object({
  schemaVersion: z.literal(1),
  workspaceId: z.string().min(1),
  image: StoredImage,
  /** User or API key that added it last, and when. */
  addedBy: z.string().min(1).max(100),
  addedAt: z.iso.datetime(),
  version: z.int().positive(),
});

/** A picture of a workspace's own: in the media bucket, shown to its members only, and never part of the catalogue. */
export const OwnImage = z.discriminatedUnion('state', [
  z.object({ ...Added.shape, state: z.literal('kept') }),
  /** Being deleted: shown nowhere from here on, while its files and what showed it are removed. */
  z.object({ ...Added.shape, state: z.literal('going'), since: z.iso.datetime() }),
]);
export type OwnImage = z.infer<typeof OwnImage>;
export type KeptImage = Extract<OwnImage, { state: 'kept' }>;

export const OWN_IMAGE_SHAPE = { name: 'own-image', version: 1, schema: OwnImage } satisfies StoredShape<typeof OwnImage>;

/**
 * @param sha256 of the picture's bytes, lower-case hex
 * @returns its id: the same bytes are one picture of a workspace, and another one of every other workspace and of the catalogue,
 * so that no id tells what others have
 */
export const ownImageId = ({ workspaceId }: { readonly workspaceId: string }, sha256: string): string =>
  sha256Hex(`own picture|${workspaceId}|${sha256}`);

/** @returns the picture, or null where there is none that may be shown */
export const keptImage = (own: OwnImage | null): StoredImage | null => (own?.state === 'kept' ? own.image : null);

/** Whether a shown picture lies with the workspace and not in the catalogue (ADR 0011). Nothing else may hang on it: what may be done is in its rights. */
export const isOwn = ({ provider }: { readonly provider: ProviderId }): boolean => provider === 'owner';
