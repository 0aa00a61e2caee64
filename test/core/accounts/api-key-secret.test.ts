import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isSecretOf, issueKey, parseKey } from '../../../core/src/accounts/api-key-secret.ts';
import { ApiKey } from '../../../core/src/accounts/api-key.ts';
import { anApiKey } from '../../../core/src/testing/builders.ts';

const pepper = new Uint8Array(32).fill(1);
const other = new Uint8Array(32).fill(2);
const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });

describe('an API key', () => {
  it('is told from every other by its secret, and shows its own id', () => {
    fc.assert(
      fc.property(bytes, bytes, (secret, guess) => {
        fc.pre(Buffer.compare(secret, guess) !== 0);
        const { id } = anApiKey();
        const issued = issueKey(id, pepper, () => secret);
        const presented = parseKey(issued.key);
        expect(presented?.keyId).toBe(id);
        expect(isSecretOf(issued.hash, presented!.secret, [pepper])).toBe(true);
        expect(isSecretOf(issued.hash, parseKey(issueKey(id, pepper, () => guess).key)!.secret, [pepper])).toBe(false);
      }),
    );
  });

  it('stays good while the pepper it was hashed under is accepted', () => {
    const issued = issueKey('key_0123456789AB', pepper, count => new Uint8Array(count).fill(9));
    const { secret } = parseKey(issued.key)!;
    expect(isSecretOf(issued.hash, secret, [other, pepper])).toBe(true);
    expect(isSecretOf(issued.hash, secret, [other])).toBe(false);
  });

  it('is stored as a hash and a prefix that hold nothing of the secret', () => {
    const issued = issueKey(anApiKey().id, pepper, count => new Uint8Array(count).fill(9));
    const { secret } = parseKey(issued.key)!;
    const stored = JSON.stringify(ApiKey.parse(anApiKey({ prefix: issued.prefix, hash: issued.hash })));
    expect(stored).not.toContain(secret.slice(0, 6));
  });

  it.each(['', 'ctw_', 'Bearer x', 'ctw_abc_def', `ctw_0123456789AB_${'a'.repeat(42)}`, `ctw_0123456789AB_${'a'.repeat(44)}`])(
    '%j is none of ours',
    text => {
      expect(parseKey(text)).toBeNull();
    },
  );
});
