import { randomUUID } from 'node:crypto';
import { CreateSecretCommand, GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { describe, expect, it } from '@jest/globals';
import { flip, stage } from '../../../../core/src/images/keys/key-ring.ts';
import { SecretsProviderKeyStore } from '../../../../core/src/images/keys/secrets-provider-key-store.ts';
import { providerKeyStoreContract } from '../../../../core/src/testing/provider-key-store-contract.ts';
import { useEmulator } from '../../../support/emulator.ts';

useEmulator();

const open = async (text = '{}') => {
  const secrets = new SecretsManagerClient({});
  const name = `provider-keys-${randomUUID()}`;
  await secrets.send(new CreateSecretCommand({ Name: name, SecretString: text }));
  return { secrets, name, store: new SecretsProviderKeyStore(secrets, name) };
};

describe('SecretsProviderKeyStore', () => {
  providerKeyStoreContract(async () => (await open()).store);

  it('writes nothing where nothing changes', async () => {
    const { secrets, name, store } = await open();
    const version = async () => (await secrets.send(new GetSecretValueCommand({ SecretId: name }))).VersionId;
    await store.change('pexels', ring => flip(stage(ring, 'key', 0), 'key', 0));
    const before = await version();
    await store.change('pexels', ring => flip(stage(ring, 'key', 1), 'key', 1));
    expect(await version()).toBe(before);
  });

  it.each([
    ['no JSON', 'MARKER-key-in-plain-text'],
    ['another shape', JSON.stringify({ pexels: 'MARKER-key' })],
    ['another provider', JSON.stringify({ flickr: { current: { key: 'MARKER-key', since: null }, previous: null, staged: null } })],
    ['a key with a line break', JSON.stringify({ pexels: { current: { key: 'MARKER\n', since: null }, previous: null, staged: null } })],
  ])('says of a secret that somebody wrote by hand as %s what is wrong, and nothing of what it holds', async (_case, text) => {
    const { name, store } = await open(text);
    const error: unknown = await store.read().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Error);
    if (!(error instanceof Error)) return;
    expect(error.message).toContain(name);
    expect(`${error.stack ?? ''} ${JSON.stringify(error.cause ?? null)}`).not.toContain('MARKER');
  });

  it('does not overwrite what somebody else wrote meanwhile', async () => {
    const { secrets, name, store } = await open();
    let looks = 0;
    await store.change('pexels', ring => {
      looks += 1;
      return stage(ring, 'ours', 0);
    });
    const racing = store.change('unsplash', ring => {
      looks += 1;
      return stage(ring, 'ours-too', 0);
    });
    const theirs = { pixabay: { current: { key: 'theirs', since: null }, previous: null, staged: null } };
    await secrets.send(new PutSecretValueCommand({ SecretId: name, SecretString: JSON.stringify(theirs) }));
    await racing;
    const rings = await store.read();
    expect([rings.pixabay?.current?.key, rings.unsplash?.staged?.key]).toEqual(['theirs', 'ours-too']);
    expect(looks).toBeGreaterThanOrEqual(2);
  });
});
