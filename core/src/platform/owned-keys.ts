import { hkdfSync } from 'node:crypto';
import * as z from 'zod';
import { LIMITS } from './limits.ts';

/** What our own secret is used for; each use has a key of its own, so that one leak opens one door. */
export const KeyPurpose = z.enum(['api-key-pepper', 'list-cursor', 'refresh-token']);
export type KeyPurpose = z.infer<typeof KeyPurpose>;

/** 32 bytes each. The first makes what is new; all are accepted. */
export type KeySet = readonly [Uint8Array, ...Uint8Array[]];

export interface OwnedKeys {
  keys(purpose: KeyPurpose): Promise<KeySet>;
}

/** Shortest text that a root may be. */
const SHORTEST = 32;
const Root = z.strictObject({
  root: z.string().min(SHORTEST),
  /** When it was added (ISO 8601); null: it came with the stage. */
  since: z.iso.datetime().nullable(),
});

/** What the secret holds: every root that something may still have been made with, newest first. */
const StoredRoots = z.tuple([Root], Root);
type Root = z.infer<typeof Root>;
export type OwnedRoots = readonly [Root, ...Root[]];

/** Processes read the secret every five minutes: a new root makes nothing before all of them accept what it makes. */
const MAKES_AFTER_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

/** How long what is made with a key lives, and so how long a replaced root is accepted. */
const LIFE_MS: Readonly<Record<KeyPurpose, number>> = {
  'api-key-pepper': LIMITS.apiKeyDays.value * DAY_MS,
  'list-cursor': DAY_MS,
  'refresh-token': LIMITS.sessionDays.value * DAY_MS,
};
const LONGEST_LIFE_MS = Math.max(...Object.values(LIFE_MS));

const makesFrom = ({ since }: Root): number => (since === null ? 0 : Date.parse(since) + MAKES_AFTER_MS);

/** @returns the roots that are accepted for what lives so long, the one that makes first */
const rootsFor = (roots: OwnedRoots, lifeMs: number, nowMs: number): OwnedRoots => {
  const making = roots.find(root => makesFrom(root) <= nowMs) ?? roots.at(-1) ?? roots[0];
  // One that was replaced goes on until the last of what it made has ended.
  const accepted = roots.filter((_, n) => n === 0 || makesFrom(roots[n - 1] ?? roots[0]) + lifeMs > nowMs);
  return [making, ...accepted.filter(root => root !== making)];
};

const derived = ({ root }: Root, purpose: KeyPurpose): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', root, '', `cutaway/${purpose}/v1`, 32));

/** @returns the keys for one purpose (HKDF-SHA-256, RFC 5869) */
export const deriveKeys = (roots: OwnedRoots, purpose: KeyPurpose, nowMs: number): KeySet => {
  const [making, ...others] = rootsFor(roots, LIFE_MS[purpose], nowMs);
  return [derived(making, purpose), ...others.map(root => derived(root, purpose))];
};

/** Puts a new root in front, and forgets those that nothing can have been made with any more. */
export const withNewRoot = (roots: OwnedRoots, root: string, nowMs: number): OwnedRoots => [
  { root, since: new Date(nowMs).toISOString() },
  ...rootsFor(roots, LONGEST_LIFE_MS, nowMs).toSorted((a, b) => roots.indexOf(a) - roots.indexOf(b)),
];

/**
 * @param text of the secret: as rotation leaves it, or the random text that a stage begins with
 * @throws where it is neither; the message holds nothing of it
 */
export const parseRoots = (text: string): OwnedRoots => {
  if (!text.startsWith('[')) {
    if (text.length < SHORTEST) throw new Error('the owned secret is too short');
    return [{ root: text, since: null }];
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The parser quotes what it cannot read, so it is no cause to keep.
    throw new Error('the owned secret is not the list it seems to be');
  }
  const roots = StoredRoots.safeParse(json);
  if (!roots.success) throw new Error('the owned secret has another shape than it should');
  return roots.data;
};
