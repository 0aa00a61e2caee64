import { beforeEach, describe, expect, it } from '@jest/globals';
import type { EnrichedEntity } from '../entities/entity.ts';
import { verifyPicture } from '../images/acquire/verify-picture.ts';
import { ImageCandidate } from '../images/image-candidate.ts';
import type { ImageAnswer, ImageProvider } from '../images/image-provider.ts';
import { rightsOf } from '../images/rights/rights-table.ts';
import type { CallAccount } from '../platform/call-gate.ts';
import { sha256Hex } from '../platform/digest.ts';
import type { Outcome } from '../platform/outcome.ts';
import type { CallLimits } from '../platform/provider-http/call-limits.ts';
import { aCall, aLinkedEntity } from './image-builders.ts';
import type { GateEntry } from './open-call-gate.ts';

/** One request as the provider saw it. */
export interface SeenCall {
  readonly lane: string;
  readonly url: string;
  readonly keyHash: string | null;
  readonly userAgent: string | null;
}

export interface OpenedProvider {
  readonly provider: ImageProvider;
  readonly gate: { readonly entries: readonly GateEntry[] };
}

/** A provider, and a server that behaves as its documents say and misbehaves when it is told to. */
export interface ImageProviderWorld {
  readonly id: ImageProvider['id'];
  readonly account: CallAccount;
  /** Something it has pictures of; something else; and something nobody has. */
  readonly subjects: { readonly one: EnrichedEntity; readonly other: EnrichedEntity; readonly nothing: EnrichedEntity };
  /** The key it accepts; null where it asks for none. */
  readonly key: string | null;
  /** What a refused key, or client, ends as. */
  readonly refusedKey: 'PROVIDER_KEY_INVALID' | 'PROVIDER_REFUSED';
  /** Most results on one page; null where one page is all that is read. */
  readonly pageSize: number | null;
  /** How the server names a picture that is to disappear. */
  readonly nameOf: (candidate: ImageCandidate) => string;
  /** The contact that has to be in every request. */
  readonly userAgent: string;
  /** With an empty cache. */
  readonly open: (options?: { readonly limits?: Partial<CallLimits>; readonly keys?: readonly string[] }) => OpenedProvider;
  /** Tells the server how to behave from now on. */
  readonly behave: (change: Readonly<Record<string, unknown>>) => Promise<void>;
  /** Calls since the test began. */
  readonly seen: () => Promise<readonly SeenCall[]>;
}

const valueOf = <T>(outcome: Outcome<T>): T => {
  if (outcome.outcome !== 'done') throw new Error(`${outcome.outcome}: ${outcome.why}`);
  return outcome.value;
};

const request = (entity: EnrichedEntity, limit = 12) => ({ entity, orientation: 'landscape', limit }) as const;

const idsOf = ({ candidates }: ImageAnswer): string[] => candidates.map(candidate => candidate.id);

const firstOf = ({ candidates: [first] }: ImageAnswer): ImageCandidate => {
  if (first === undefined) throw new Error('nothing was found');
  return first;
};

/** Nothing that could steer a terminal, a renderer or the reading direction. */
const HARMLESS = /^[^\p{Cc}\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]*$/u;

const searches = (world: ImageProviderWorld): void => {
  const { subjects } = world;

  it('finds complete candidates of its own, each once, under rights the table knows', async () => {
    const { provider } = world.open();
    const answer = valueOf(await provider.search(request(subjects.one), aCall));
    expect(answer.candidates.length).toBeGreaterThan(0);
    expect(new Set(idsOf(answer)).size).toBe(answer.candidates.length);
    for (const given of answer.candidates) {
      const candidate = ImageCandidate.parse(given);
      expect(candidate.id.startsWith(`${world.id}:`)).toBe(true);
      expect(candidate.provider).toBe(world.id);
      expect(provider.origins).toContain(candidate.origin);
      expect(candidate.credit).not.toBe('');
      if (provider.rights === null) expect(candidate.rights).toEqual(rightsOf(world.id, candidate.licence.id));
      else expect(candidate.rights).toEqual(provider.rights);
    }
  });

  it('says of each result it does not take which one and why', async () => {
    const { refused } = valueOf(await world.open().provider.search(request(subjects.one, 60), aCall));
    for (const { provider, why } of refused) expect([provider, why.length > 0]).toEqual([world.id, true]);
  });

  it('asks once for one question, whoever asks', async () => {
    const { provider } = world.open();
    const first = await provider.search(request(subjects.one), aCall);
    const calls = (await world.seen()).length;
    expect(await provider.search(request(subjects.one), { ...aCall, workspaceId: 'wsp_OTHER' })).toEqual(first);
    expect((await world.seen()).length).toBe(calls);
  });

  it('finds nothing without complaint, and remembers that', async () => {
    const { provider } = world.open();
    expect(idsOf(valueOf(await provider.search(request(subjects.nothing), aCall)))).toEqual([]);
    const calls = (await world.seen()).length;
    expect(idsOf(valueOf(await provider.search(request(subjects.nothing), aCall)))).toEqual([]);
    expect((await world.seen()).length).toBe(calls);
  });

  if (subjects.one.kind === 'concept')
    it('sends nothing for a named thing', async () => {
      const { provider } = world.open();
      expect(await provider.search(request(aLinkedEntity()), aCall)).toEqual({ outcome: 'done', value: { candidates: [], refused: [] } });
      expect(await world.seen()).toEqual([]);
    });

  const { pageSize } = world;
  if (pageSize === null) return;

  it('reads further pages without doubles while the result moves', async () => {
    await world.behave({ moving: true });
    const limit = pageSize + 10;
    const { provider, gate } = world.open();
    const answer = valueOf(await provider.search(request(subjects.one, limit), aCall));
    expect(new Set(idsOf(answer)).size).toBe(answer.candidates.length);
    expect(answer.candidates.length + answer.refused.length).toBe(limit);
    expect(gate.entries.length).toBeGreaterThan(1);
  });
};

const manners = (world: ImageProviderWorld): void => {
  const { subjects } = world;

  it('sends contact and key with every call, and the key nowhere but where it belongs', async () => {
    const { provider } = world.open();
    const answer = valueOf(await provider.search(request(subjects.one), aCall));
    const calls = await world.seen();
    expect(calls.length).toBeGreaterThan(0);
    for (const call of calls) {
      expect(call.userAgent).toBe(world.userAgent);
      expect(call.keyHash).toBe(world.key === null ? null : sha256Hex(world.key).slice(0, 12));
    }
    if (world.key !== null) expect(JSON.stringify(answer)).not.toContain(world.key);
  });

  it('passes on only harmless text, whatever authors and titles hold', async () => {
    await world.behave({ hostile: true });
    const answer = valueOf(await world.open().provider.search(request(subjects.other), aCall));
    expect(answer.candidates.length).toBeGreaterThan(0);
    for (const candidate of answer.candidates) {
      const texts = [candidate.title, candidate.description, candidate.credit, candidate.author?.name ?? '', ...candidate.categories];
      for (const text of texts) expect(text).toMatch(HARMLESS);
      const tags = candidate.creditHtml.match(/<[^>]*>/g) ?? [];
      for (const tag of tags) expect(tag).toMatch(/^<a href="https?:\/\/[^"<>]*" rel="noopener noreferrer">$|^<\/a>$/);
      expect(candidate.creditHtml.replace(/<[^>]*>/g, '')).not.toMatch(/[<>"]/);
    }
  });
};

const badDays = (world: ImageProviderWorld): void => {
  const { subjects } = world;

  it.each([
    ['down', 'PROVIDER_UNAVAILABLE', 'unavailable'],
    ['http-500', 'PROVIDER_UNAVAILABLE', 'unavailable'],
    ['http-502', 'PROVIDER_UNAVAILABLE', 'unavailable'],
    ['http-503', 'PROVIDER_UNAVAILABLE', 'unavailable'],
    ['http-504', 'PROVIDER_UNAVAILABLE', 'unavailable'],
    ['close-mid-body', 'PROVIDER_UNAVAILABLE', 'unavailable'],
    ['html-200', 'PROVIDER_BAD_ANSWER', 'refused'],
    ['cut-json-200', 'PROVIDER_BAD_ANSWER', 'refused'],
  ])('%s ends as %s, and the breaker hears %s', async (fault, code, heard) => {
    await world.behave({ fault, on: 'api' });
    const { provider, gate } = world.open();
    expect(await provider.search(request(subjects.one), aCall)).toMatchObject({ outcome: 'failed', code });
    expect(gate.entries.map(entry => [entry.account, entry.result?.kind])).toEqual([[world.account, heard]]);
  });

  it.each(['hang', 'drip'])('%s ends as PROVIDER_UNAVAILABLE when its time is up', async fault => {
    await world.behave({ fault, on: 'api' });
    const { provider, gate } = world.open({ limits: { attempts: 1, timeoutMs: 700 } });
    expect(await provider.search(request(subjects.one), aCall)).toMatchObject({ outcome: 'failed', code: 'PROVIDER_UNAVAILABLE' });
    expect(gate.entries.map(entry => entry.result?.kind)).toEqual(['unavailable']);
  });

  it('a failure that passes is asked again, each attempt through the gate', async () => {
    await world.behave({ fault: 'http-503', on: 'api', times: 1 });
    const { provider, gate } = world.open({ limits: { attempts: 2, firstDelayMs: 1 } });
    expect((await provider.search(request(subjects.one), aCall)).outcome).toBe('done');
    expect(gate.entries.slice(0, 2).map(entry => entry.result?.kind)).toEqual(['unavailable', 'answered']);
  });

  it('over quota in the first call waits until a time that is to come', async () => {
    await world.behave({ fault: 'over-quota', on: 'api' });
    const { provider, gate } = world.open();
    const ended = await provider.search(request(subjects.one), aCall);
    expect(ended.outcome).toBe('deferred');
    expect(ended.outcome === 'deferred' && Date.parse(ended.until) > Date.now() - 1_000).toBe(true);
    expect(gate.entries.map(entry => entry.result?.kind)).toEqual(['over-quota']);
  });

  it('absurd quota headers are not believed', async () => {
    await world.behave({ fault: 'absurd-headers', on: 'api' });
    const { provider, gate } = world.open();
    expect((await provider.search(request(subjects.one), aCall)).outcome).toBe('done');
    for (const { result } of gate.entries) expect(result).toEqual({ kind: 'answered' });
  });

  it('a refused key is told by its code, without the key', async () => {
    await world.behave({ fault: 'key-invalid', on: 'api' });
    const { provider } = world.open();
    const ended = await provider.search(request(subjects.one), aCall);
    expect(ended).toMatchObject({ outcome: 'failed', code: world.refusedKey });
    if (world.key !== null) expect(JSON.stringify(ended)).not.toContain(world.key);
  });

  it('a failure is not remembered: the next question is asked', async () => {
    await world.behave({ fault: 'http-500', on: 'api', times: 1 });
    const { provider } = world.open();
    expect((await provider.search(request(subjects.one), aCall)).outcome).toBe('failed');
    expect((await provider.search(request(subjects.one), aCall)).outcome).toBe('done');
  });
};

const keys = (world: ImageProviderWorld): void => {
  const { key } = world;
  if (key === null) return;

  it('without a key nothing is sent', async () => {
    const ended = await world.open({ keys: [] }).provider.search(request(world.subjects.one), aCall);
    expect(ended).toMatchObject({ outcome: 'failed', code: 'PROVIDER_KEY_MISSING' });
    expect(await world.seen()).toEqual([]);
  });

  it('a refused key gives way to the one before it', async () => {
    const { provider, gate } = world.open({ keys: ['a-new-key-nobody-knows', key] });
    expect((await provider.search(request(world.subjects.one), aCall)).outcome).toBe('done');
    expect(gate.entries.map(entry => entry.result?.kind).slice(0, 2)).toEqual(['key-refused', 'answered']);
  });
};

const uses = (world: ImageProviderWorld): void => {
  const search = async (): Promise<OpenedProvider & { readonly candidate: ImageCandidate }> => {
    const opened = world.open();
    return { ...opened, candidate: firstOf(valueOf(await opened.provider.search(request(world.subjects.one), aCall))) };
  };

  it('what it leads to is a picture of the shape that was promised, and so is its preview', async () => {
    const { candidate } = await search();
    for (const address of [candidate.downloadUrl, candidate.previewUrl]) {
      const answer = await fetch(address, { headers: { 'user-agent': world.userAgent } });
      const bytes = new Uint8Array(await answer.arrayBuffer());
      const { width, height } = valueOf(await verifyPicture(bytes, answer.headers.get('content-type') ?? ''));
      expect(width).toBeLessThanOrEqual(candidate.width + 1);
      expect(width / height / (candidate.width / candidate.height)).toBeCloseTo(1, 1);
    }
  });

  it('looks again at a picture that is there, and tells when it is gone', async () => {
    const { provider, candidate } = await search();
    const { seenAt, ...same } = candidate;
    const again = await provider.check(candidate, { ...aCall, purpose: 'recheck' });
    expect(again).toMatchObject({ outcome: 'done', value: same });
    if (seenAt !== undefined) expect(again).toMatchObject({ value: { seenAt: expect.stringMatching(/^20/) } });
    await world.behave({ gone: [world.nameOf(candidate)] });
    expect(await provider.check(candidate, { ...aCall, purpose: 'recheck' })).toMatchObject({ outcome: 'abstained' });
  });

  it('reports a use where that is asked for, and sends nothing elsewhere', async () => {
    const { provider, candidate } = await search();
    const before = (await world.seen()).length;
    expect(await provider.reportUse(candidate, aCall)).toEqual({ outcome: 'done', value: null });
    expect((await world.seen()).length - before).toBe(candidate.useReportUrl === null ? 0 : 1);
  });
};

/** What every ImageProvider guarantees, against a server by real HTTP. */
export const imageProviderContract = (world: ImageProviderWorld): void => {
  beforeEach(() => world.behave({ reset: true }));
  describe('searching', () => searches(world));
  describe('its manners', () => manners(world));
  describe('on bad days', () => badDays(world));
  describe('its keys', () => keys(world));
  describe('a chosen picture', () => uses(world));
};
