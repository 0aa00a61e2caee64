import { createHmac, timingSafeEqual } from 'node:crypto';

/** Secret part: 256 bits. */
const SECRET_BYTES = 32;
/** `ctw_`, the key's id without its own prefix, and enough of the id to tell keys apart. */
const SHOWN_LENGTH = 14;

export interface IssuedKey {
  /** The whole key, shown once: `ctw_<id>_<secret>`. */
  readonly key: string;
  readonly prefix: string;
  readonly hash: string;
}

/** A key as it is sent, taken apart; nothing about it has been verified. */
export interface PresentedKey {
  readonly keyId: string;
  readonly secret: string;
}

const hashOf = (secret: string, pepper: Uint8Array): Buffer => createHmac('sha256', pepper).update(secret).digest();

/** @param keyId `key_…` @param pepper the operator's secret: a stolen table alone verifies no guess */
export const issueKey = (keyId: string, pepper: Uint8Array, randomBytes: (count: number) => Uint8Array): IssuedKey => {
  const secret = Buffer.from(randomBytes(SECRET_BYTES)).toString('base64url');
  const key = `ctw_${keyId.slice('key_'.length)}_${secret}`;
  return { key, prefix: key.slice(0, SHOWN_LENGTH), hash: hashOf(secret, pepper).toString('hex') };
};

/** @returns null for anything that does not look like a key of ours */
export const parseKey = (text: string): PresentedKey | null => {
  const [, id, secret] = /^ctw_([0-9A-Z]{10,40})_([\w-]{43})$/.exec(text) ?? [];
  return id === undefined || secret === undefined ? null : { keyId: `key_${id}`, secret };
};

/** @param peppers current one first, then those still accepted after a rotation; compared in constant time */
export const isSecretOf = (hash: string, secret: string, peppers: readonly Uint8Array[]): boolean => {
  const stored = Buffer.from(hash, 'hex');
  return peppers.some(pepper => {
    const given = hashOf(secret, pepper);
    return given.length === stored.length && timingSafeEqual(given, stored);
  });
};
