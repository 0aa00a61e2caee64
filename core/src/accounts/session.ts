import * as z from 'zod';
import { PlainText } from '../platform/plain-text.ts';
import type { StoredShape } from '../platform/stored-shape.ts';
import { Member } from './member.ts';

/** One log-in on one device, from its first token to logout, expiry or misuse. */
export const Session = z.object({
  schemaVersion: z.literal(1),
  /** `origin_jti` of its tokens, or an id of ours where the user pool gives none. */
  id: z.string().min(1).max(100),
  userId: Member.shape.userId,
  /** What the device calls itself, for the list of sessions. */
  device: PlainText,
  createdAt: z.iso.datetime(),
  refreshedAt: z.iso.datetime(),
  /** Which refresh token of the session is the good one, from 0; an older one has been stolen or kept. */
  refreshGeneration: z.int().nonnegative(),
  expiresAt: z.iso.datetime(),
  ended: z.object({ at: z.iso.datetime(), why: z.enum(['logout', 'removed', 'refresh-reused', 'password-changed']) }).nullable(),
  /** Counts its changes, from 1. */
  version: z.int().positive(),
});
export type Session = z.infer<typeof Session>;

export const SESSION_SHAPE = { name: 'session', version: 1, schema: Session } satisfies StoredShape<typeof Session>;

/** Whether its tokens are good at `nowMs`. */
export const isLive = (session: Session, nowMs: number): boolean => session.ended === null && Date.parse(session.expiresAt) > nowMs;

/** @returns the session ended, or the same session where it had ended before: the first reason stays */
export const endSession = (session: Session, why: NonNullable<Session['ended']>['why'], nowMs: number): Session =>
  session.ended === null ? { ...session, ended: { at: new Date(nowMs).toISOString(), why }, version: session.version + 1 } : session;

export type RefreshOutcome =
  /** The token was the good one; `session` carries the next generation. */
  | { readonly kind: 'refreshed'; readonly session: Session }
  /** An older token came back: whoever holds it, the session ends for all. */
  | { readonly kind: 'reused' }
  | { readonly kind: 'ended' };

/** @param generation of the refresh token that was presented */
export const refreshSession = (session: Session, generation: number, nowMs: number): RefreshOutcome => {
  if (!isLive(session, nowMs)) return { kind: 'ended' };
  if (generation !== session.refreshGeneration) return { kind: 'reused' };
  const refreshed = { refreshedAt: new Date(nowMs).toISOString(), refreshGeneration: generation + 1, version: session.version + 1 };
  return { kind: 'refreshed', session: { ...session, ...refreshed } };
};
