import * as z from 'zod';
import type { StoredShape } from '../platform/stored-shape.ts';
import { Role } from './owner-scope.ts';
import { WorkspaceId } from './workspace.ts';

/** A user's place in a workspace. A user belongs to one workspace; the role here is what counts, so a change acts at once. */
export const Member = z.object({
  schemaVersion: z.literal(1),
  /** `sub` of the user pool. */
  userId: z.string().min(1).max(100),
  workspaceId: WorkspaceId,
  email: z.email(),
  role: Role,
  createdAt: z.iso.datetime(),
  /** Counts its changes, from 1. */
  version: z.int().positive(),
});
export type Member = z.infer<typeof Member>;

export const MEMBER_SHAPE = { name: 'member', version: 1, schema: Member } satisfies StoredShape<typeof Member>;
