import * as z from 'zod';
import { SearchedProvider } from '../provider-config.ts';

/** Providers that give the operator a key. */
export const KeyedProvider = SearchedProvider.exclude(['commons']);
export type KeyedProvider = z.infer<typeof KeyedProvider>;

/** Those that answer without a key too, less often. */
export const KEY_OPTIONAL: ReadonlySet<SearchedProvider> = new Set(['openverse']);

/** As providers write them: printable ASCII without spaces, so that it can go into a header as it is. */
export const ProviderKey = z.string().regex(/^[\x21-\x7e]{1,500}$/, 'printable ASCII without spaces, at most 500 characters');

/** How long a key that was replaced is still used where its successor is refused. */
export const GRACE_MS = 24 * 3_600_000;
/** A key that was staged and never came into force is forgotten after this. */
const STAGED_MS = 24 * 3_600_000;

/** The keys of one provider. There is never more than one in use: the previous one only stands in for a current one that is refused. */
export const KeyRing = z.strictObject({
  /** In force, and since when (ISO 8601); null: it came with the stage. */
  current: z.strictObject({ key: ProviderKey, since: z.iso.datetime().nullable() }).nullable(),
  /** Replaced by the current one; good until its grace time ends. */
  previous: z.strictObject({ key: ProviderKey, until: z.iso.datetime() }).nullable(),
  /** Given by the operator and not tried yet. */
  staged: z.strictObject({ key: ProviderKey, since: z.iso.datetime() }).nullable(),
});
export type KeyRing = z.infer<typeof KeyRing>;

export const EMPTY_RING: KeyRing = { current: null, previous: null, staged: null };

/** What the secret holds. */
export const KeyRings = z.partialRecord(KeyedProvider, KeyRing);
export type KeyRings = z.infer<typeof KeyRings>;

const iso = (ms: number): string => new Date(ms).toISOString();

/** Puts a key beside the one in force, to be tried. A key that is in force or staged already changes nothing. */
export const stage = (ring: KeyRing, key: string, nowMs: number): KeyRing => {
  if (ring.staged?.key === key) return ring;
  if (ring.current?.key === key) return ring.staged === null ? ring : { ...ring, staged: null };
  return { ...ring, staged: { key, since: iso(nowMs) } };
};

/** Brings the staged key into force and keeps the one before for its grace time. Any other key changes nothing. */
export const flip = (ring: KeyRing, key: string, nowMs: number): KeyRing => {
  if (ring.staged?.key !== key) return ring;
  return {
    current: { key, since: iso(nowMs) },
    previous: ring.current === null ? null : { key: ring.current.key, until: iso(nowMs + GRACE_MS) },
    staged: null,
  };
};

/** Forgets a staged key that the provider refused. */
export const withdraw = (ring: KeyRing, key: string): KeyRing => (ring.staged?.key === key ? { ...ring, staged: null } : ring);

/** Forgets what time has ended: a previous key after its grace time, a staged one that nobody brought into force. */
export const prune = (ring: KeyRing, nowMs: number): KeyRing => {
  const previous = ring.previous !== null && Date.parse(ring.previous.until) > nowMs ? ring.previous : null;
  const staged = ring.staged !== null && Date.parse(ring.staged.since) + STAGED_MS > nowMs ? ring.staged : null;
  return previous === ring.previous && staged === ring.staged ? ring : { ...ring, previous, staged };
};

/** @returns the key in force, then the one that may stand in for it */
export const keysInForce = (ring: KeyRing, nowMs: number): readonly string[] => {
  const { current, previous } = prune(ring, nowMs);
  return [current, previous].flatMap(held => (held === null ? [] : [held.key]));
};
