import { describe, expect, it } from '@jest/globals';
import { EMPTY_RING, flip, GRACE_MS, stage, type KeyRing } from '../../../../core/src/images/keys/key-ring.ts';
import { createProviderKeys } from '../../../../core/src/images/keys/provider-keys.ts';
import type { LogEvent } from '../../../../core/src/observability/events.ts';
import { MemoryProviderKeyStore } from '../../../../core/src/testing/memory-provider-key-store.ts';

const NOW = Date.UTC(2026, 10, 22);
const MINUTE = 60_000;

const inForce = (key: string): KeyRing => ({ ...EMPTY_RING, current: { key, since: null } });
const rotated = (from: string, to: string, nowMs = NOW): KeyRing => flip(stage(inForce(from), to, nowMs), to, nowMs);

const world = (ring: KeyRing | null) => {
  const store = new MemoryProviderKeyStore(ring === null ? {} : { pexels: ring });
  const time = { now: NOW };
  const told: { event: LogEvent; fields: unknown }[] = [];
  const tell = (event: LogEvent, fields?: unknown): number => told.push({ event, fields });
  const broken = { is: false };
  const keys = createProviderKeys({
    store: { read: () => (broken.is ? Promise.reject(new Error('no answer')) : store.read()) },
    clock: () => time.now,
    logger: { info: tell, warn: tell, error: tell },
  });
  const put = (next: KeyRing) => store.change('pexels', () => next);
  return { store, time, told, keys, put, broken };
};

describe('the keys of a process', () => {
  it('are none where the operator has set none', async () => {
    expect(await world(null).keys('pexels')).toEqual([]);
  });

  it('are read once a minute, however many ask', async () => {
    const { keys, store, time } = world(inForce('A'));
    await Promise.all(Array.from({ length: 100 }, () => keys('pexels')));
    expect(store.reads).toBe(1);
    time.now += MINUTE + 1;
    await Promise.all(Array.from({ length: 100 }, () => keys('pexels')));
    expect(store.reads).toBe(2);
  });

  it('a new key is used within a minute, the one before behind it for its grace time', async () => {
    const { keys, put, time } = world(inForce('A'));
    expect(await keys('pexels')).toEqual(['A']);
    await put(rotated('A', 'B'));
    time.now += MINUTE + 1;
    expect(await keys('pexels')).toEqual(['B', 'A']);
    time.now += GRACE_MS;
    expect(await keys('pexels')).toEqual(['B']);
  });

  it('a refused key that has been replaced gives way to the new one at once, which is no fault to tell of', async () => {
    const { keys, put, time, told } = world(inForce('A'));
    await keys('pexels');
    await put(rotated('A', 'B'));
    time.now += 2_000;
    expect(await keys('pexels', 'A')).toEqual(['B']);
    expect(told).toEqual([]);
  });

  it('a key in force that is refused is told of, and the one before stands in for it, alone, for ten minutes', async () => {
    const { keys, time, told } = world(rotated('A', 'B'));
    expect(await keys('pexels')).toEqual(['B', 'A']);
    expect(await keys('pexels', 'B')).toEqual(['A']);
    expect(told).toEqual([{ event: 'provider-key-refused', fields: { provider: 'pexels' } }]);
    time.now += 9 * MINUTE;
    expect(await keys('pexels')).toEqual(['A']);
    time.now += 2 * MINUTE;
    expect(await keys('pexels')).toEqual(['B', 'A']);
  });

  it('with none left the key in force is offered, so that the breaker decides when it is tried', async () => {
    const { keys } = world(rotated('A', 'B'));
    await keys('pexels', 'B');
    expect(await keys('pexels', 'A')).toEqual(['B']);
    expect(await keys('pexels')).toEqual(['B']);
  });

  it('a hundred refusals at once read the secret once', async () => {
    const { keys, store, time } = world(inForce('A'));
    await keys('pexels');
    time.now += 5_000;
    await Promise.all(Array.from({ length: 100 }, () => keys('pexels', 'A')));
    expect(store.reads).toBe(2);
  });

  it('what was read last serves on while the secret cannot be read, and that is told', async () => {
    const { keys, time, told, broken } = world(inForce('A'));
    await keys('pexels');
    broken.is = true;
    time.now += 2 * MINUTE;
    expect(await keys('pexels')).toEqual(['A']);
    expect(told.map(({ event }) => event)).toEqual(['unexpected']);
  });

  it('a secret that cannot be read at first is asked for again by the next call', async () => {
    const { keys, broken } = world(inForce('A'));
    broken.is = true;
    await expect(keys('pexels')).rejects.toThrow('no answer');
    broken.is = false;
    expect(await keys('pexels')).toEqual(['A']);
  });
});
