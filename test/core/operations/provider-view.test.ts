import { describe, expect, it } from '@jest/globals';
import { EMPTY_RING, type KeyRing } from '../../../core/src/images/keys/key-ring.ts';
import { providerView } from '../../../core/src/operations/provider-view.ts';
import { ACCOUNT_RULES } from '../../../core/src/platform/gate/account-rules.ts';
import { readAccountState } from '../../../core/src/platform/gate/account-state.ts';
import type { Item } from '../../../core/src/platform/gate/item-change.ts';
import { windowId } from '../../../core/src/platform/gate/sliding-window.ts';
import { START_MS } from '../../../core/src/testing/builders.ts';

const DAY = 86_400_000;
const rules = ACCOUNT_RULES.pexels;
const HELD: KeyRing = { ...EMPTY_RING, current: { key: 'SECRET', since: new Date(START_MS - 200 * DAY).toISOString() } };
const view = (item: Item, ring: KeyRing | null = HELD, enabled = true) =>
  providerView({ provider: 'pexels', enabled, rules, state: readAccountState(item, rules.windows.map(windowId)), ring }, START_MS);
const bucket = Math.floor(START_MS / 180_000);

describe('what operators see of a provider', () => {
  it('is its limits, what is used of them, and when they are used up at the present pace', () => {
    const [hour, month] = view({ '3600s|total': 60, [`3600s|calls|${bucket}`]: 60 }).windows;
    // 60 calls in the last quarter of an hour are 240 an hour, and 140 are left: 35 minutes.
    expect(hour).toEqual({ seconds: 3_600, limit: 200, used: 60, forecast: 240, fullAt: new Date(START_MS + 2_100_000).toISOString() });
    expect(month).toMatchObject({ limit: 20_000, used: 0, forecast: 0, fullAt: null });
  });

  it('is the calls that wait for their turn', () => {
    expect(view({}).booked).toBe(0);
    expect(view({ tail: START_MS + 1_800_000 }).booked).toBeGreaterThan(50);
  });

  it('is the age of its key and never the key', () => {
    expect(view({}).key).toMatchObject({ state: 'set', ageDays: 200 });
    expect(JSON.stringify(view({}))).not.toContain('SECRET');
    expect(view({}, null).key.state).toBe('not-needed');
  });

  it('is that it needs a key, where it is asked and has none', () => {
    expect(view({}, EMPTY_RING)).toMatchObject({ state: 'degraded', detail: 'needs a key', key: { state: 'missing' } });
    expect(view({}, EMPTY_RING, false).state).toBe('ok');
  });

  it('is its breaker, and until when', () => {
    expect(view({ keyRefused: START_MS - 1_000 }).breaker).toEqual({
      state: 'key-invalid',
      until: new Date(START_MS + 599_000).toISOString(),
    });
  });
});
