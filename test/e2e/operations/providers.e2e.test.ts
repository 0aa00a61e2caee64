import { beforeAll, describe, expect, it } from '@jest/globals';
import { checkProvider, listProviders, putProviderKey, type Provider } from '../../../cli/client/index.ts';
import { backToNormal, during } from '../support/sandbox.ts';
import { STAGE } from '../support/stage.ts';
import { newOperator, newUser, ok, type User } from '../support/user.ts';

let operator: User;
beforeAll(async () => {
  operator = await newOperator();
});

const listed = async (name: Provider['provider']): Promise<Provider> => {
  const { items } = await ok(listProviders({ client: operator.client }));
  const found = items.find(({ provider }) => provider === name);
  if (found === undefined) throw new Error(`no ${name} in the list`);
  return found;
};
const set = (provider: 'pexels' | 'unsplash' | 'pixabay' | 'openverse', key: string) =>
  putProviderKey({ client: operator.client, path: { provider }, body: { key } });
const check = (provider: Provider['provider']) => ok(checkProvider({ client: operator.client, path: { provider } }));

/** What the sandbox takes. */
const GOOD = {
  pexels: 'sandbox-pexels',
  unsplash: 'sandbox-unsplash',
  pixabay: 'sandbox-pixabay',
  openverse: 'sandbox-openverse:sandbox-openverse-secret',
} as const;

describe('providers', () => {
  it('are listed with quota, breaker and the age of their keys for operators only, and never with a key', async () => {
    const { items } = await ok(listProviders({ client: operator.client }));
    expect(items.map(({ provider }) => provider).sort()).toEqual(['commons', 'openverse', 'pexels', 'pixabay', 'unsplash']);
    for (const { windows, breaker } of items) {
      expect(windows.length).toBeGreaterThanOrEqual(1);
      expect(['closed', 'open', 'key-invalid', 'half-open']).toContain(breaker.state);
    }
    for (const key of Object.values(GOOD)) expect(JSON.stringify(items)).not.toContain(key);
    const admin = await newUser();
    expect((await listProviders({ client: admin.client })).error?.code).toBe('FORBIDDEN');
  });

  it.each(Object.entries(GOOD))('%s takes a key that its provider takes, twice as well as once, and counts the call', async (name, key) => {
    const provider = name as keyof typeof GOOD;
    const before = await listed(provider);
    const first = await ok(set(provider, key));
    const again = await ok(set(provider, key));
    expect(first.key.state).toBe('set');
    expect(again.key).toEqual(first.key);
    expect((await listed(provider)).windows[0]?.used).toBeGreaterThan(before.windows[0]?.used ?? 0);
    expect((await check(provider)).verdict).toBe('ok');
  });

  it('commons answers without a key, and takes none', async () => {
    expect(await check('commons')).toMatchObject({ verdict: 'ok' });
    expect((await listed('commons')).key.state).toBe('not-needed');
  });
});

describe('a key that is no good', () => {
  it.each(Object.keys(GOOD))('of %s is refused before it comes into force, and what was in force still is', async name => {
    const provider = name as keyof typeof GOOD;
    await ok(set(provider, GOOD[provider]));
    const { key: before } = await listed(provider);
    const { error } = await set(provider, 'wrong-key:not-one-of-theirs');
    expect(error?.code).toBe('PROVIDER_KEY_REFUSED');
    expect(JSON.stringify(error)).not.toContain('not-one-of-theirs');
    const after = await listed(provider);
    expect(after.key).toEqual(before);
    expect(after.breaker.state).not.toBe('key-invalid');
    expect((await check(provider)).verdict).toBe('ok');
  });

  it('in force is told of by a check, with the provider’s own words', async () => {
    await during(STAGE.sandboxUrl, [{ provider: 'pexels', fault: 'key-invalid' }], async () => {
      expect((await check('pexels')).verdict).toBe('bad-key');
    });
    expect((await check('pexels')).verdict).toBe('ok');
  });

  it('cannot break a header', async () => {
    expect((await set('pexels', 'a\r\nx-evil: 1')).error?.code).toBe('BAD_REQUEST');
  });
});

describe('while a provider cannot be asked', () => {
  it('a new key waits beside the one in force, and comes into force when it is sent again', async () => {
    await during(STAGE.sandboxUrl, [{ provider: 'unsplash', fault: 'http-503' }], async () => {
      expect((await check('unsplash')).verdict).toBe('unreachable');
      expect((await set('unsplash', 'another-key')).error?.code).toBe('PROVIDER_KEY_UNTRIED');
      expect((await listed('unsplash')).key.stagedSince).not.toBeNull();
    });
    expect((await set('unsplash', GOOD.unsplash)).error).toBeUndefined();
    expect((await listed('unsplash')).key.stagedSince).toBeNull();
  });

  it('one that is over quota is told from one whose key is bad', async () => {
    await during(STAGE.sandboxUrl, [{ provider: 'pixabay', fault: 'over-quota' }], async () => {
      expect((await check('pixabay')).verdict).toBe('over-quota');
      expect((await set('pixabay', GOOD.pixabay)).error?.code).toBe('PROVIDER_KEY_UNTRIED');
    });
    await backToNormal(STAGE.sandboxUrl);
  });
});
