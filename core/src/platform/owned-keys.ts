import { hkdfSync } from 'node:crypto';

/** What our own secret is used for; each use has a key of its own, so that one leak opens one door. */
export type KeyPurpose = 'api-key-pepper' | 'list-cursor' | 'refresh-token';

export interface OwnedKeys {
  /** 32 bytes. */
  key(purpose: KeyPurpose): Promise<Uint8Array>;
}

/** @param root text of the secret, at least 32 characters @returns the key for one purpose (HKDF-SHA-256, RFC 5869) */
export const deriveKey = (root: string, purpose: KeyPurpose): Uint8Array => {
  if (root.length < 32) throw new Error('the owned secret is too short');
  return new Uint8Array(hkdfSync('sha256', root, '', `cutaway/${purpose}/v1`, 32));
};
