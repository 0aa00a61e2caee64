import * as z from 'zod';
import { WorkspacePolicy } from '../images/rights-record.ts';
import { PlainText } from '../platform/plain-text.ts';
import type { StoredShape } from '../platform/stored-shape.ts';
import { ScopeClaims } from './owner-scope.ts';

export const WorkspaceId = ScopeClaims.shape.workspaceId;

/** The owner of everything private. */
export const Workspace = z.object({
  schemaVersion: z.literal(1),
  id: WorkspaceId,
  name: PlainText,
  createdAt: z.iso.datetime(),
  /** What may be done with its pictures, where that is less than the operator allows. */
  picturePolicy: WorkspacePolicy.default({}),
  /** Counts its changes, from 1. */
  version: z.int().positive(),
});
export type Workspace = z.infer<typeof Workspace>;

export const WORKSPACE_SHAPE = { name: 'workspace', version: 1, schema: Workspace } satisfies StoredShape<typeof Workspace>;
