import { expect, it } from '@jest/globals';
import { EMPTY_RING, flip, stage } from '../images/keys/key-ring.ts';
import type { ProviderKeyStore } from '../images/keys/provider-key-store.ts';

const NOW = Date.UTC(2026, 10, 22);

/** What every ProviderKeyStore guarantees. @param open gives one without any key */
export const providerKeyStoreContract = (open: () => Promise<ProviderKeyStore>): void => {
  it('holds nothing at first, and then what a change left', async () => {
    const store = await open();
    expect(await store.read()).toEqual({});
    const staged = await store.change('pexels', ring => stage(ring, 'first', NOW));
    expect(staged).toEqual({ ...EMPTY_RING, staged: { key: 'first', since: new Date(NOW).toISOString() } });
    const flipped = await store.change('pexels', ring => flip(ring, 'first', NOW));
    expect(await store.read()).toEqual({ pexels: flipped });
    expect(flipped.current?.key).toBe('first');
  });

  it('keeps the keys of each provider apart', async () => {
    const store = await open();
    await store.change('pexels', ring => stage(ring, 'of-pexels', NOW));
    await store.change('unsplash', ring => stage(ring, 'of-unsplash', NOW));
    const rings = await store.read();
    expect([rings.pexels?.staged?.key, rings.unsplash?.staged?.key, rings.pixabay]).toEqual(['of-pexels', 'of-unsplash', undefined]);
  });

  it('loses none of the changes that are made at the same time', async () => {
    const store = await open();
    const providers = ['pexels', 'unsplash', 'pixabay', 'openverse'] as const;
    await Promise.all(providers.map(provider => store.change(provider, ring => stage(ring, `key-of-${provider}`, NOW))));
    const rings = await store.read();
    expect(providers.map(provider => rings[provider]?.staged?.key)).toEqual(providers.map(provider => `key-of-${provider}`));
  });

  it('brings a key into force once, however many do it at the same time', async () => {
    const store = await open();
    await store.change('pexels', ring => flip(stage(ring, 'old', NOW), 'old', NOW));
    await store.change('pexels', ring => stage(ring, 'new', NOW));
    const flipped = await Promise.all(Array.from({ length: 4 }, (_, n) => store.change('pexels', ring => flip(ring, 'new', NOW + n))));
    expect(new Set(flipped.map(ring => JSON.stringify(ring))).size).toBe(1);
    expect([flipped[0]?.current?.key, flipped[0]?.previous?.key, flipped[0]?.staged]).toEqual(['new', 'old', null]);
  });

  it('takes no key that could break a header', async () => {
    const store = await open();
    await expect(store.change('pexels', ring => stage(ring, 'a\r\nx-evil: 1', NOW))).rejects.toThrow();
    expect(await store.read()).toEqual({});
  });
};
