import * as z from 'zod';
import { PlainText } from '../platform/plain-text.ts';
import type { StoredShape } from '../platform/stored-shape.ts';
import { Role } from './owner-scope.ts';
import { WorkspaceId } from './workspace.ts';

/** Parts of the API a key may be limited to. */
const ApiKeyScope = z.enum(['accounts', 'projects', 'jobs', 'timeline', 'images', 'operations']);
export type ApiKeyScope = z.infer<typeof ApiKeyScope>;

/** A key that belongs to a workspace. The secret itself is shown once and kept nowhere. */
export const ApiKey = z.object({
  schemaVersion: z.literal(1),
  id: z.string().regex(/^key_[0-9A-Z]+$/),
  workspaceId: WorkspaceId,
  name: PlainText,
  /** First characters of the whole key, to tell keys apart. */
  prefix: z.string().min(8).max(20),
  /** HMAC-SHA-256 of the secret under the pepper, lower-case hex. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  role: Role,
  /** Empty: every part its role allows. */
  scopes: z.array(ApiKeyScope),
  /** The user that made it. */
  createdBy: z.string().min(1).max(100),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
  /** Day it was last used (ISO date, UTC), or null; written at most once a day. */
  lastUsedOn: z.iso.date().nullable(),
  /** Counts its changes, from 1. */
  version: z.int().positive(),
});
export type ApiKey = z.infer<typeof ApiKey>;

export const API_KEY_SHAPE = { name: 'api-key', version: 1, schema: ApiKey } satisfies StoredShape<typeof ApiKey>;

/** Whether the key is good at `nowMs`. */
export const isKeyLive = (key: ApiKey, nowMs: number): boolean => key.revokedAt === null && Date.parse(key.expiresAt) > nowMs;
