import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { acquireImage, type AcquireDeps } from '../../../../core/src/images/acquire/acquire-image.ts';
import { createPictureProcessor } from '../../../../core/src/images/acquire/picture-processor.ts';
import type { ImageCandidate } from '../../../../core/src/images/image-candidate.ts';
import type { ImageProvider } from '../../../../core/src/images/image-provider.ts';
import { createOutboundClient } from '../../../../core/src/images/outbound/outbound-client.ts';
import { knownRights } from '../../../../core/src/images/rights/rights-table.ts';
import { StoredImage } from '../../../../core/src/images/stored-image.ts';
import { abstained, deferred, done, type Outcome } from '../../../../core/src/platform/outcome.ts';
import { aCall, aCandidate, aPolicy, aTakedown } from '../../../../core/src/testing/image-builders.ts';
import { MemoryDatabase } from '../../../../core/src/testing/memory-database.ts';
import { MemoryObjectStore } from '../../../../core/src/testing/memory-object-store.ts';
import { MemoryStoredImageStore } from '../../../../core/src/testing/memory-stored-image-store.ts';
import { MemoryTakedownStore } from '../../../../core/src/testing/memory-takedown-store.ts';
import { openCallGate } from '../../../../core/src/testing/open-call-gate.ts';
import { rememberingAnswerCache } from '../../../../core/src/testing/remembering-answer-cache.ts';
import { answeringServer, type Answering, type Reply } from '../../platform/provider-http/answering-server.ts';
import { aJpeg } from './pictures.ts';

const CONTEXT = { ...aCall, policy: aPolicy };
const NOW = Date.parse('2026-11-22T10:20:30Z');
const jpeg = (bytes: Buffer): Reply => ({ headers: { 'content-type': 'image/jpeg' }, body: bytes });

const world = async (answer: Answering, given: Partial<ImageProvider> = {}) => {
  const server = await answeringServer(answer);
  const asked = { checks: 0 };
  const provider: ImageProvider = {
    id: 'commons',
    origins: ['item-file'],
    rights: null,
    checksBeforeUse: true,
    search: () => Promise.resolve(done({ candidates: [], refused: [] })),
    check: candidate => {
      asked.checks += 1;
      return Promise.resolve(done(candidate));
    },
    reportUse: () => Promise.resolve(done(null)),
    ...given,
  };
  const database = new MemoryDatabase();
  const gate = openCallGate();
  const objects = new MemoryObjectStore();
  const deps: AcquireDeps = {
    providers: [provider],
    outbound: createOutboundClient({
      userAgent: 'Cutaway/1 (ops@example.org)',
      allowedOrigins: [server.url],
      limits: { timeoutMs: 2_000 },
    }),
    gate,
    clock: () => NOW,
    firstDelayMs: 1,
    process: createPictureProcessor(() => Promise.resolve(0), 2),
    objects,
    images: new MemoryStoredImageStore(database),
    takedowns: new MemoryTakedownStore(database),
    cache: rememberingAnswerCache(),
  };
  const candidate = (more: Partial<ImageCandidate> = {}): ImageCandidate => aCandidate({ downloadUrl: `${server.url}/a.jpg`, ...more });
  return { server, asked, gate, objects, deps, candidate };
};

const value = (outcome: Outcome<StoredImage>): StoredImage => {
  if (outcome.outcome !== 'done') throw new Error(`${outcome.outcome}: ${outcome.why}`);
  return StoredImage.parse(outcome.value);
};

describe('a chosen picture', () => {
  it('is checked, downloaded, stored under the hash of its bytes, and recorded', async () => {
    const bytes = await aJpeg();
    const { deps, candidate, objects, gate, asked } = await world(() => jpeg(bytes));
    const stored = value(await acquireImage(candidate(), deps, CONTEXT));
    const id = createHash('sha256').update(bytes).digest('hex');
    expect(stored).toMatchObject({
      id,
      fetchedAt: '2026-11-22T10:20:30.000Z',
      original: { bytes: bytes.byteLength, mime: 'image/jpeg', width: 1600, height: 1200 },
    });
    expect(stored.variants.map(({ name, key }) => [name, key])).toEqual([
      ['master', `catalogue/images/${id}/master.jpg`],
      ['thumb', `catalogue/images/${id}/thumb.jpg`],
      ['youtube', `catalogue/images/${id}/crop-1920x1080.jpg`],
      ['square', `catalogue/images/${id}/crop-1080x1080.jpg`],
      ['tiktok', `catalogue/images/${id}/crop-1080x1920.jpg`],
      ['reels', `catalogue/images/${id}/crop-1080x1920.jpg`],
      ['shorts', `catalogue/images/${id}/crop-1080x1920.jpg`],
    ]);
    for (const { key, bytes: size, mime } of stored.variants) expect(await objects.head(key)).toEqual({ bytes: size, contentType: mime });
    expect(asked.checks).toBe(1);
    expect(gate.entries).toMatchObject([{ account: 'wikimedia-media', result: { kind: 'answered' } }]);
  });

  it('is stored once, however often and from wherever it comes', async () => {
    const bytes = await aJpeg();
    const { deps, candidate, objects } = await world(() => jpeg(bytes));
    const first = value(await acquireImage(candidate(), deps, CONTEXT));
    const writes = objects.writes.length;
    const again = value(await acquireImage(candidate({ id: 'commons:Other_name.jpg' }), deps, CONTEXT));
    expect(again).toEqual(first);
    expect(objects.writes).toHaveLength(writes);
  });

  it('is the same for two workers that store it at once', async () => {
    const bytes = await aJpeg();
    const { deps, candidate } = await world(() => jpeg(bytes));
    const [first, second] = await Promise.all([acquireImage(candidate(), deps, CONTEXT), acquireImage(candidate(), deps, CONTEXT)]);
    expect(value(second)).toEqual(value(first));
  });

  it('is written again by the next one where a worker was killed between files and record', async () => {
    const bytes = await aJpeg();
    const { deps, candidate, objects } = await world(() => jpeg(bytes));
    const killed = { ...deps, images: { reuse: () => Promise.resolve(null), put: () => Promise.reject(new Error('killed')) } };
    await expect(acquireImage(candidate(), killed, CONTEXT)).rejects.toThrow('killed');
    const before = await objects.get(objects.writes[0]!);
    const stored = value(await acquireImage(candidate(), deps, CONTEXT));
    expect(await objects.get(stored.variants[0]!.key)).toEqual(before);
  });

  it('is not checked where its licence cannot change', async () => {
    const bytes = await aJpeg();
    const { deps, candidate, asked } = await world(() => jpeg(bytes), { checksBeforeUse: false });
    value(await acquireImage(candidate(), deps, CONTEXT));
    expect(asked.checks).toBe(0);
  });

  it('is not checked where its provider has spoken of it within the hour', async () => {
    const bytes = await aJpeg();
    const { deps, candidate, asked } = await world(() => jpeg(bytes));
    const seen = (minutesAgo: number) =>
      candidate({ id: `commons:${minutesAgo}.jpg`, seenAt: new Date(NOW - minutesAgo * 60_000).toISOString() });
    value(await acquireImage(seen(59), deps, CONTEXT));
    expect(asked.checks).toBe(0);
    value(await acquireImage(seen(60), deps, CONTEXT));
    expect(asked.checks).toBe(1);
  });

  it('is taken as the check found it: a moved file is downloaded from where it is now', async () => {
    const bytes = await aJpeg();
    const { deps, candidate, server } = await world(() => jpeg(bytes), {
      check: chosen => Promise.resolve(done({ ...chosen, downloadUrl: chosen.downloadUrl.replace('a.jpg', 'b.jpg') })),
    });
    value(await acquireImage(candidate(), deps, CONTEXT));
    expect(server.seen.map(({ path }) => path)).toEqual(['/b.jpg']);
  });

  it('that is a logo is never cropped, and one that may only be shown altered is never kept whole', async () => {
    const bytes = await aJpeg();
    const { deps, candidate } = await world(() => jpeg(bytes));
    const names = async (given: Partial<ImageCandidate>): Promise<string[]> => {
      const images = new MemoryStoredImageStore(new MemoryDatabase());
      return value(await acquireImage(candidate(given), { ...deps, images }, CONTEXT)).variants.map(({ name }) => name);
    };
    expect(await names({ property: 'P154' })).toEqual(['master', 'thumb']);
    expect(await names({ rights: knownRights('unsplash', 'unsplash-agreed') })).toEqual([
      'thumb',
      'youtube',
      'square',
      'tiktok',
      'reels',
      'shorts',
    ]);
  });
});

describe('a picture that was fetched before', () => {
  const fetched = async () => {
    const bytes = await aJpeg();
    const made = await world(() => jpeg(bytes));
    const first = value(await acquireImage(made.candidate(), made.deps, CONTEXT));
    const again = async (context = CONTEXT, more: Partial<ImageCandidate> = {}) => {
      const outcome = await acquireImage(made.candidate(more), made.deps, context);
      return { outcome, checks: made.asked.checks, downloads: made.server.seen.length };
    };
    return { ...made, first, again };
  };

  it('is taken from the catalogue, and nobody is asked', async () => {
    const { first, again, objects } = await fetched();
    const writes = objects.writes.length;
    expect(await again()).toEqual({ outcome: done(first), checks: 1, downloads: 1 });
    expect(objects.writes).toHaveLength(writes);
  });

  it('is fetched anew where its source has replaced the file', async () => {
    const { again } = await fetched();
    expect(await again(CONTEXT, { sha1: 'a'.repeat(40) })).toMatchObject({ checks: 2, downloads: 2 });
  });

  it('is looked at again once its source has raised doubts', async () => {
    const { first, again, deps } = await fetched();
    const images = deps.images as MemoryStoredImageStore;
    await images.markChecked(first.id, '2026-11-22T11:00:00.000Z', '2026-11-22T11:00:00.000Z');
    expect(await again()).toEqual({ outcome: done(first), checks: 2, downloads: 2 });
  });

  it('is fetched and stored anew where it has left the catalogue', async () => {
    const { first, again, deps } = await fetched();
    const images = deps.images as MemoryStoredImageStore;
    await images.remove(first.id);
    expect(await again()).toEqual({ outcome: done(first), checks: 2, downloads: 2 });
    expect(await images.get(first.id)).toEqual(first);
  });

  it('is not shown to a workspace whose policy does not allow its licence', async () => {
    const bytes = await aJpeg();
    const byLicence = { rights: { ...knownRights('commons', 'cc-by-4.0'), commercialUse: false } };
    const { candidate, deps } = await world(() => jpeg(bytes), { check: chosen => Promise.resolve(done({ ...chosen, ...byLicence })) });
    const lenient = { ...CONTEXT, policy: { ...aPolicy, commercialUse: false } };
    value(await acquireImage(candidate(), deps, lenient));
    expect(await acquireImage(candidate(), deps, { ...CONTEXT, policy: { ...aPolicy, commercialUse: true } })).toMatchObject({
      outcome: 'abstained',
    });
  });

  it('is not shown once it was taken down, under whatever name', async () => {
    const { first, again, deps } = await fetched();
    await (deps.takedowns as MemoryTakedownStore).begin(aTakedown({ imageId: first.id, candidateId: 'commons:Another_name.jpg' }));
    expect((await again()).outcome).toEqual(abstained('it was taken down'));
  });
});

describe('a picture that cannot be had', () => {
  const ending = async (answer: Answering, given: Partial<ImageProvider> = {}, more: Partial<ImageCandidate> = {}) => {
    const made = await world(answer, given);
    return { ...made, ended: await acquireImage(made.candidate(more), made.deps, CONTEXT) };
  };

  it.each([
    ['gone', { status: 404 }, { outcome: 'failed', code: 'IMAGE_UNFETCHABLE' }, 1, 'refused'],
    ['forbidden', { status: 403 }, { outcome: 'failed', code: 'IMAGE_UNFETCHABLE' }, 1, 'refused'],
    ['behind a broken server', { status: 500 }, { outcome: 'failed', code: 'IMAGE_UNFETCHABLE' }, 2, 'unavailable'],
    [
      'too many downloads',
      { status: 429, headers: { 'retry-after': '30' } },
      { outcome: 'deferred', until: '2026-11-22T10:21:00.000Z' },
      1,
      'over-quota',
    ],
    [
      'too many downloads, not said for how long',
      { status: 429 },
      { outcome: 'deferred', until: '2026-11-22T10:21:30.000Z' },
      1,
      'over-quota',
    ],
    [
      'a web page',
      { headers: { 'content-type': 'text/html' }, body: '<html></html>' },
      { outcome: 'failed', code: 'IMAGE_BAD_BYTES' },
      1,
      'answered',
    ],
  ] satisfies [string, Reply, object, number, string][])('is told by its code: %s', async (_case, reply, expected, calls, result) => {
    const { ended, server, gate } = await ending(() => reply);
    expect(ended).toMatchObject(expected);
    expect(server.seen).toHaveLength(calls);
    expect(gate.entries.at(-1)?.result?.kind).toBe(result);
  });

  it('comes the second time where the server failed once', async () => {
    const bytes = await aJpeg();
    expect((await ending((_seen, count) => (count === 1 ? { status: 503 } : jpeg(bytes)))).ended.outcome).toBe('done');
  });

  it.each([400, 404, 429])(
    'with a width that thumbnail servers do not make is refused for good, and nobody counts it as throttling (%i)',
    async status => {
      const made = await world(() => ({ status }));
      const downloadUrl = `${made.server.url}/wikipedia/commons/thumb/a/ab/A.jpg/1080px-A.jpg`;
      expect(await acquireImage(made.candidate({ downloadUrl }), made.deps, CONTEXT)).toMatchObject({
        outcome: 'failed',
        code: 'IMAGE_UNFETCHABLE',
      });
      expect(made.gate.entries.map(({ result }) => result?.kind)).toEqual(['refused']);
    },
  );

  it('that has disappeared between search and download gives way to the runner-up, nothing fetched or stored', async () => {
    const { ended, server, objects } = await ending(() => ({ status: 200 }), {
      check: () => Promise.resolve(abstained('there is no such file on Commons')),
    });
    expect(ended.outcome).toBe('abstained');
    expect([server.seen.length, objects.writes.length]).toEqual([0, 0]);
  });

  it('waits with the check when the provider asks to', async () => {
    const wait = deferred('2026-11-22T11:00:00.000Z', 'later');
    expect((await ending(() => ({ status: 200 }), { check: () => Promise.resolve(wait) })).ended).toEqual(wait);
  });

  it('at a blocked address is not fetched', async () => {
    expect((await ending(() => ({ status: 200 }), {}, { downloadUrl: 'https://169.254.169.254/latest/' })).ended).toMatchObject({
      outcome: 'failed',
      code: 'IMAGE_BLOCKED_ADDRESS',
    });
  });

  it('of a provider that is switched off, or that allows no copy, is not fetched', async () => {
    expect((await ending(() => ({ status: 200 }), {}, { provider: 'pexels' })).ended).toMatchObject({
      outcome: 'failed',
      code: 'PROVIDER_UNAVAILABLE',
    });
    const rights = { ...knownRights('commons', 'pd'), display: 'hotlink' as const };
    expect((await ending(() => ({ status: 200 }), {}, { rights })).ended.outcome).toBe('abstained');
  });

  it('under a licence that has changed to one the policy does not allow is not fetched', async () => {
    const changed = { rights: { ...knownRights('commons', 'cc-by-4.0'), derivatives: false } };
    const { ended, server } = await ending(() => ({ status: 200 }), { check: chosen => Promise.resolve(done({ ...chosen, ...changed })) });
    expect(ended).toEqual({ outcome: 'abstained', why: 'its licence does not allow changes' });
    expect(server.seen).toEqual([]);
  });
});
