import { describe, expect, it } from '@jest/globals';
import { EMPTY_RING, GRACE_MS } from '../../../../core/src/images/keys/key-ring.ts';
import { checkKey, replaceKey, type ReplaceKeyDeps } from '../../../../core/src/images/keys/replace-key.ts';
import type { KeyTrial } from '../../../../core/src/images/keys/try-key.ts';
import { ItemChange } from '../../../../core/src/platform/gate/item-change.ts';
import { MemoryAccountTable } from '../../../../core/src/testing/memory-account-table.ts';
import { MemoryProviderKeyStore } from '../../../../core/src/testing/memory-provider-key-store.ts';

const NOW = Date.UTC(2026, 10, 22);
const ACCEPTED: KeyTrial = { verdict: 'accepted', limit: 25_000, remaining: 24_999 };

/** @param verdicts of the provider, by key; any other key is refused */
const world = (verdicts: Readonly<Record<string, KeyTrial>>) => {
  const store = new MemoryProviderKeyStore({ pexels: { ...EMPTY_RING, current: { key: 'old', since: null } } });
  const accounts = new MemoryAccountTable();
  const tried: (string | null)[] = [];
  const deps: ReplaceKeyDeps = {
    store,
    accounts,
    clock: () => NOW,
    tryKey: (_, key) => {
      tried.push(key);
      return Promise.resolve(verdicts[key ?? 'none'] ?? { verdict: 'refused', why: 'it knows no such key' });
    },
  };
  const ring = async () => (await store.read()).pexels;
  const refuseKeyInForce = () => accounts.change('pexels', new ItemChange().set('keyRefused', NOW));
  return { deps, ring, tried, accounts, refuseKeyInForce };
};

describe('a new key', () => {
  it('is tried once before it comes into force, and the one before is kept for its grace time', async () => {
    const { deps, ring, tried } = world({ new: ACCEPTED });
    expect((await replaceKey(deps, 'pexels', 'new')).trial).toEqual(ACCEPTED);
    expect(tried).toEqual(['new']);
    const iso = new Date(NOW).toISOString();
    expect(await ring()).toEqual({
      current: { key: 'new', since: iso },
      previous: { key: 'old', until: new Date(NOW + GRACE_MS).toISOString() },
      staged: null,
    });
  });

  it('sent again changes nothing, also where its key is the one in force', async () => {
    const { deps, ring } = world({ new: ACCEPTED, old: ACCEPTED });
    await replaceKey(deps, 'pexels', 'old');
    expect((await ring())?.previous).toBeNull();
    await replaceKey(deps, 'pexels', 'new');
    const once = await ring();
    await replaceKey(deps, 'pexels', 'new');
    expect(await ring()).toEqual(once);
  });

  it('that the provider refuses is forgotten, and the one in force stays', async () => {
    const { deps, ring } = world({});
    await expect(replaceKey(deps, 'pexels', 'wrong')).rejects.toMatchObject({ code: 'PROVIDER_KEY_REFUSED' });
    expect(await ring()).toEqual({ current: { key: 'old', since: null }, previous: null, staged: null });
  });

  it.each(['over-quota', 'unreachable'] as const)('that cannot be tried because the provider is %s stays staged', async verdict => {
    const { deps, ring } = world({ new: { verdict, why: 'not now' } });
    await expect(replaceKey(deps, 'pexels', 'new')).rejects.toMatchObject({ code: 'PROVIDER_KEY_UNTRIED' });
    const held = await ring();
    expect([held?.current?.key, held?.staged?.key]).toEqual(['old', 'new']);
  });

  it('closes a breaker that the refusal of the one before had opened', async () => {
    const { deps, accounts, refuseKeyInForce } = world({ new: ACCEPTED });
    await refuseKeyInForce();
    await replaceKey(deps, 'pexels', 'new');
    expect(await accounts.read('pexels')).toEqual({});
  });
});

describe('a check of the key in force', () => {
  it('closes the breaker where it is good after all, and leaves it where it is not', async () => {
    const good = world({ old: ACCEPTED });
    await good.refuseKeyInForce();
    expect((await checkKey(good.deps, 'pexels'))?.verdict).toBe('accepted');
    expect(await good.accounts.read('pexels')).toEqual({});
    const bad = world({});
    await bad.refuseKeyInForce();
    expect((await checkKey(bad.deps, 'pexels'))?.verdict).toBe('refused');
    expect(await bad.accounts.read('pexels')).toEqual({ keyRefused: NOW });
  });

  it('asks nobody where none is set', async () => {
    const { deps, tried } = world({});
    expect(await checkKey(deps, 'unsplash')).toBeNull();
    expect(tried).toEqual([]);
  });

  it('tries Openverse without a key where none is set, since it answers then too', async () => {
    const { deps, tried } = world({ none: ACCEPTED });
    expect((await checkKey(deps, 'openverse'))?.verdict).toBe('accepted');
    expect(tried).toEqual([null]);
  });
});
