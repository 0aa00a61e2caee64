import { describe, expect, it } from '@jest/globals';
import { providerStanding } from '../../../core/src/operations/provider-standing.ts';
import { readiness, type Standing } from '../../../core/src/operations/readiness.ts';
import { modelStanding } from '../../../core/src/operations/model-standing.ts';
import { schemaStanding } from '../../../core/src/operations/schema-standing.ts';
import { ACCOUNT_RULES } from '../../../core/src/platform/gate/account-rules.ts';
import { readAccountState } from '../../../core/src/platform/gate/account-state.ts';
import type { Item } from '../../../core/src/platform/gate/item-change.ts';
import { windowId } from '../../../core/src/platform/gate/sliding-window.ts';
import { KEY_GENERATION } from '../../../core/src/platform/migrations/dynamo-schema-marker.ts';
import type { ModelState } from '../../../core/src/platform/models/model-state.ts';
import { START_MS } from '../../../core/src/testing/builders.ts';

const check = (name: string, answer: () => Promise<Standing>) => ({ name, check: answer });
const fine = check('fine', async () => ({ state: 'ok', detail: 'answers' }));
const poor = check('poor', async () => ({ state: 'degraded', detail: 'slow' }));
const broken = check('broken', () => Promise.reject(new Error('arn:aws:secret')));

describe('readiness', () => {
  it('holds while everything answers, also where something is worse than it should be', async () => {
    expect(await readiness([fine, poor], () => undefined)).toEqual([
      { name: 'fine', state: 'ok', detail: 'answers' },
      { name: 'poor', state: 'degraded', detail: 'slow' },
    ]);
  });

  it('names what is down, and why only to the operator', async () => {
    const told: unknown[] = [];
    const refused = readiness([fine, broken], (name, error) => told.push([name, error]));
    await expect(refused).rejects.toMatchObject({ code: 'UNAVAILABLE', issues: [{ at: 'broken', why: 'does not answer' }] });
    expect(told).toEqual([['broken', new Error('arn:aws:secret')]]);
  });
});

describe('the recogniser’s standing', () => {
  const model = { model: 'whisper-base', verified: true };
  it.each<[string, ModelState | null, Standing]>([
    ['nobody said', null, { state: 'degraded', detail: 'not known, as no worker has run yet; without it media without words is refused' }],
    [
      'there is none',
      { state: 'none', why: '/srv/models is empty' },
      { state: 'degraded', detail: 'none; media without words is refused' },
    ],
    ['it was found', { state: 'found', ...model }, { state: 'ok', detail: 'whisper-base, loaded when it is first needed' }],
    ['it is ready', { state: 'ready', ...model, device: 'cpu', dtype: 'q8' }, { state: 'ok', detail: 'whisper-base, ready on cpu (q8)' }],
    [
      'it cannot be loaded',
      { state: 'failed', model: 'whisper-base', why: '/srv/models/x.onnx' },
      { state: 'degraded', detail: 'whisper-base cannot be loaded; media without words is refused' },
    ],
  ])('says where %s, without the operator’s paths', (_, state, standing) => {
    const record = state && { schemaVersion: 1 as const, saidAt: new Date(START_MS).toISOString(), state };
    expect(modelStanding('recogniser', record)).toEqual(standing);
  });
});

describe('a provider’s standing', () => {
  const rules = ACCOUNT_RULES.pexels;
  const standing = (item: Item): Standing => providerStanding(rules, readAccountState(item, rules.windows.map(windowId)), START_MS);
  const bucket = Math.floor(START_MS / 180_000);

  it('tells the calls that are left in each of its windows', () => {
    expect(standing({})).toEqual({ state: 'ok', detail: '200 of 200 calls left in hour, 20000 of 20000 calls left in 30 days' });
    expect(standing({ '3600s|total': 12, [`3600s|calls|${bucket}`]: 12 }).detail).toMatch(/^188 of 200 calls left in hour/);
  });

  it.each<[string, Item, RegExp]>([
    ['a refused key', { keyRefused: START_MS - 1_000 }, /^refuses our key; tried again at \d\d:\d\d UTC$/],
    [
      'an open breaker',
      { failures: 5, failuresSince: START_MS - 2_000, lastFailure: START_MS - 1_000 },
      /^does not answer; tried again at/,
    ],
    [
      'a breaker to be tried',
      { failures: 5, failuresSince: START_MS - 99_000, lastFailure: START_MS - 98_000 },
      /^did not answer; the next call tries it$/,
    ],
    ['its own word that we are over quota', { closedUntil: START_MS + 60_000 }, /^says we are over quota until/],
    ['a window that is used up', { '3600s|total': 200, [`3600s|calls|${bucket}`]: 200 }, /^no calls left in this hour$/],
  ])('is worse with %s', (_, item, detail) => {
    expect(standing(item)).toEqual({ state: 'degraded', detail: expect.stringMatching(detail) });
  });
});

describe('the table’s standing', () => {
  it('is good for its own generation of keys, worse before the first migration, and none for another one', () => {
    expect(schemaStanding(KEY_GENERATION).state).toBe('ok');
    expect(schemaStanding(null).state).toBe('degraded');
    expect(() => schemaStanding(KEY_GENERATION + 1)).toThrow(/generation/);
  });
});
