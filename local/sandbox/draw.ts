import { createHash } from 'node:crypto';

/** A list that has at least one element. */
export type NonEmpty<T> = readonly [T, ...T[]];

/**
 * Stable 32-bit hash: FNV-1a over UTF-16 units, finished with the mixer of MurmurHash3 so that similar texts fall far apart.
 * Everything the sandbox makes up is drawn with it, so that two runs, and two machines, make up the same.
 */
export const hash32 = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
};

/** @returns an integer from 0 to `below` − 1, always the same one for a text */
export const drawInt = (seed: string, below: number): number => hash32(seed) % below;

/** @returns whether the text falls into the given share, 0–1, of all texts */
export const inShare = (seed: string, share: number): boolean => hash32(seed) < share * 2 ** 32;

/** @returns one element, always the same one for a text */
export const drawFrom = <T>(seed: string, list: NonEmpty<T>): T => list[drawInt(seed, list.length)] ?? list[0];

/** @returns 48 bits as an integer: room for as many picture ids as a run can ask for, and safe in JSON */
export const hash48 = (text: string): number => (hash32(`${text}#high`) % 65_536) * 2 ** 32 + hash32(`${text}#low`);

/** @returns lower-case hex digest of the UTF-8 text */
export const hexDigest = (algorithm: 'md5' | 'sha1' | 'sha256', text: string): string => createHash(algorithm).update(text).digest('hex');
