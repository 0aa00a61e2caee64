import { describe, expect, it } from '@jest/globals';
import { ImageCandidate } from '../../../../core/src/images/image-candidate.ts';
import { createOpenverseHttp } from '../../../../core/src/images/openverse/openverse-client.ts';
import { createOpenverseProvider } from '../../../../core/src/images/openverse/openverse-provider.ts';
import { aCall, aCandidate, aConcept } from '../../../../core/src/testing/image-builders.ts';
import { openCallGate } from '../../../../core/src/testing/open-call-gate.ts';
import { rememberingAnswerCache } from '../../../../core/src/testing/remembering-answer-cache.ts';
import { answeringServer, html, recorded, type Answering, type Reply } from '../../platform/provider-http/answering-server.ts';

const NOW = Date.parse('2026-11-22T10:20:30Z');

const openverse = async (answer: Answering, keys: readonly string[] = []) => {
  const gate = openCallGate();
  const server = await answeringServer(answer);
  const time = { now: NOW };
  const base = new URL(server.url);
  const http = createOpenverseHttp({
    gate,
    fetch,
    clock: () => time.now,
    userAgent: 'Cutaway/1 (ops@example.org)',
    limits: { attempts: 1 },
    base,
    keys: () => Promise.resolve(keys),
  });
  return { gate, server, time, provider: createOpenverseProvider(http, base, rememberingAnswerCache()) };
};

const request = (given: Parameters<typeof aConcept>[0] = {}, limit = 8) =>
  ({ entity: aConcept(given), orientation: 'landscape', limit }) as const;

const detail = recorded('openverse/image-detail.json').body as Record<string, unknown>;
const image = (more: object): object => ({ ...detail, id: crypto.randomUUID(), ...more });
const found = (results: object[], pages = 1): Reply => ({
  body: { result_count: results.length, page_count: pages, page_size: 20, page: 1, results },
});

const answerOf = async (results: object[]) => {
  const answered = await (await openverse(() => found(results))).provider.search(request(), aCall);
  if (answered.outcome !== 'done') throw new Error(answered.why);
  return answered.value;
};

describe('a search', () => {
  it('reads a recorded answer: what forbids commercial use or changes is refused with its name', async () => {
    const { provider, server } = await openverse(() => recorded('openverse/search-person-wrong-subject.json'));
    const answered = await provider.search(request(), aCall);
    expect(answered).toMatchObject({ value: { refused: [{ code: 'NON_FREE' }, { code: 'NON_FREE' }, { provider: 'openverse' }] } });
    expect(Object.fromEntries(server.seen[0]?.params ?? [])).toEqual({
      q: 'volcano',
      license: 'cc0,pdm,by,by-sa',
      excluded_source: 'wikimedia',
      aspect_ratio: 'wide',
      mature: 'false',
      page_size: '20',
      page: '1',
    });
    expect(server.seen[0]?.path).toBe('/v1/images/');
    expect(server.seen[0]?.headers.authorization).toBeUndefined();
  });

  it('reads the recorded detail into a complete candidate, credited in the sentence that came with it', async () => {
    const { candidates, refused } = await answerOf([detail]);
    expect(refused).toEqual([]);
    const candidate = ImageCandidate.parse(candidates[0]);
    expect(candidate.credit).toBe(detail['attribution']);
    expect(candidate).toMatchObject({
      id: `openverse:${String(detail['id'])}`,
      pageUrl: detail['foreign_landing_url'],
      licence: { id: 'cc-by-sa-2.0', url: detail['license_url'] },
      rights: { id: 'openverse/cc-by-sa-2.0@1', shareAlike: true },
    });
  });

  it.each([
    ['title', { title: null }, 'This work by'],
    ['creator', { creator: null, creator_url: null }, 'is licensed under'],
    ['an address of its creator', { creator_url: 'not an address' }, 'is licensed under'],
    ['type, bytes, tags and thumbnail', { filetype: null, filesize: null, tags: null, thumbnail: null }, 'is licensed under'],
    ['a page', { foreign_landing_url: null }, 'is licensed under'],
  ])('takes a result without %s', async (_case, more, credit) => {
    const { candidates } = await answerOf([image(more)]);
    expect(ImageCandidate.parse(candidates[0]).credit).toContain(credit);
  });

  it.each([
    ['of unknown licence', { license: 'sampling+', license_version: '1.0' }, 'LICENCE_UNKNOWN'],
    ['without a version of its licence', { license_version: null }, 'LICENCE_UNKNOWN'],
    ['of a licence with a path in it', { license: '../by', license_version: '2.0' }, 'LICENCE_UNKNOWN'],
    ['that is a drawing', { filetype: 'svg' }, 'NOT_BITMAP'],
    ['without a size', { width: null }, 'TOO_SMALL'],
    [
      'that is smaller than it claims',
      { source: 'stocksnap', url: 'https://cdn.example.org/960w/x.jpg', width: 6000, height: 1000 },
      'TOO_SMALL',
    ],
    ['marked as sensitive', { unstable__sensitivity: ['sensitive_text'] }, 'EXCLUDED_TYPE'],
    ['marked as mature', { mature: true }, 'EXCLUDED_TYPE'],
    ['that lies on Commons', { source: 'wikimedia' }, 'NEAR_DUPLICATE'],
  ])('refuses a result %s', async (_case, more, code) => {
    expect(await answerOf([image(more)])).toMatchObject({ candidates: [], refused: [{ code }] });
  });

  it('claims no more pixels than the address of the source leads to', async () => {
    const url = 'https://live.staticflickr.com/4091/5065669230_9280761a6e_b.jpg';
    const { candidates } = await answerOf([image({ source: 'flickr', url, width: 4_096, height: 3_072 })]);
    expect(candidates[0]).toMatchObject({ width: 1_024, height: 768 });
  });

  it('drops tags with broken letters', async () => {
    const { candidates } = await answerOf([image({ tags: [{ name: 'lópez' }, { name: 'lu00f3pez' }] })]);
    expect(candidates[0]?.description).toBe('lópez');
  });

  it('finds nothing without complaint, by a recorded answer', async () => {
    const { provider } = await openverse(() => recorded('openverse/search-no-results.json'));
    expect(await provider.search(request(), aCall)).toEqual({ outcome: 'done', value: { candidates: [], refused: [] } });
  });

  it('never asks for more than 20 a page, nor deeper than 240', async () => {
    const { provider, server } = await openverse((_seen, count) =>
      found(
        Array.from({ length: 20 }, () => image({ title: `${count}` })),
        99,
      ),
    );
    await provider.search(request({}, 1_000), aCall);
    for (const { params } of server.seen) {
      expect(params.get('page_size')).toBe('20');
      expect(Number(params.get('page')) * 20).toBeLessThanOrEqual(240);
    }
  });
});

describe('quota and errors', () => {
  it('the day is reported as the answer states it', async () => {
    const { provider, gate } = await openverse(() => recorded('openverse/search-person-wrong-subject.json'));
    await provider.search(request(), aCall);
    expect(gate.entries[0]?.result).toEqual({ kind: 'answered', limit: 200, remaining: 194 });
  });

  it.each([
    ['in its sentence, by a recorded answer', recorded('openverse/search-throttled-429.json'), NOW + 3_600_000, true],
    ['in Retry-After', { status: 429, headers: { 'retry-after': '37' }, body: '' }, NOW + 37_000, true],
    ['nowhere', { status: 429, body: { detail: 'Request was throttled.' } }, NOW + 60_000, false],
    ['in a sentence that makes no sense', { status: 429, body: { detail: 'Expected available in 999999 seconds.' } }, NOW + 60_000, false],
  ] satisfies [string, Reply, number, boolean][])('a 429 that says how long %s', async (_case, reply, until, isStated) => {
    const { provider, gate } = await openverse(() => reply);
    const expected = new Date(until).toISOString();
    expect(await provider.search(request(), aCall)).toMatchObject({ outcome: 'deferred', until: expected });
    expect(gate.entries[0]?.result).toEqual({ kind: 'over-quota', ...(isStated && { retryAt: expected }) });
  });

  it.each([
    ['an unknown licence, by a recorded answer', recorded('openverse/licence-error-400.json'), 'PROVIDER_REFUSED', 'refused'],
    [
      'a page that is too large for the caller',
      { status: 401, body: { detail: 'page_size may not exceed 20 for anonymous requests' } },
      'PROVIDER_REFUSED',
      'refused',
    ],
    ['a token that has ended', { status: 401, body: { detail: 'Invalid token.' } }, 'PROVIDER_KEY_INVALID', 'key-invalid'],
    ['a gateway', html(502, 'Bad gateway'), 'PROVIDER_UNAVAILABLE', 'unavailable'],
  ] satisfies [string, Reply, string, string][])('tell %s apart', async (_case, reply, code, result) => {
    const { provider, gate } = await openverse(() => reply);
    expect(await provider.search(request(), aCall)).toMatchObject({ outcome: 'failed', code });
    expect(gate.entries[0]?.result?.kind).toBe(result);
  });
});

describe('looking again', () => {
  const candidate = aCandidate({ id: `openverse:${String(detail['id'])}`, provider: 'openverse' });

  it('gives the picture as it is listed today', async () => {
    const { provider, server } = await openverse(() => ({ body: detail }));
    expect(await provider.check(candidate, aCall)).toMatchObject({ outcome: 'done', value: { id: candidate.id } });
    expect(server.seen[0]?.path).toBe(`/v1/images/${String(detail['id'])}/`);
  });

  it.each([
    ['it is no longer listed', { status: 404, body: { detail: 'Not found.' } }],
    ['its licence has become one that forbids changes', { body: { ...detail, license: 'by-nd' } }],
  ] satisfies [string, Reply][])('tells that %s', async (_case, reply) => {
    expect((await (await openverse(() => reply)).provider.check(candidate, aCall)).outcome).toBe('abstained');
  });
});

describe('a registered client', () => {
  const isToken = (path: string): boolean => path === '/v1/auth_tokens/token/';

  it('gets a token once, sends it, and asks for another before it ends', async () => {
    const { provider, server, time } = await openverse(
      seen => (isToken(seen.path) ? { body: { access_token: 'token-1', expires_in: 43_200, token_type: 'Bearer' } } : found([])),
      ['client:secret:with:colons'],
    );
    await provider.search(request(), aCall);
    await provider.search(request({ name: 'lake' as never }), aCall);
    time.now += 43_200_000;
    await provider.search(request({ name: 'river' as never }), aCall);
    expect(server.seen.map(({ path }) => isToken(path))).toEqual([true, false, false, true, false]);
    expect(server.seen.filter(({ path }) => !isToken(path)).map(({ headers }) => headers.authorization)).toEqual(
      Array.from({ length: 3 }, () => 'Bearer token-1'),
    );
  });

  it.each([
    ['is refused', { status: 401, body: { error: 'invalid_client' } }],
    ['gets a web page', html(200, 'Log in')],
    ['gets no answer', { status: 503 }],
  ] satisfies [string, Reply][])('that %s goes on anonymously, and does not ask again at once', async (_case, reply) => {
    const { provider, server } = await openverse(seen => (isToken(seen.path) ? reply : found([])), ['client:secret']);
    for (const name of ['lake', 'river']) expect((await provider.search(request({ name: name as never }), aCall)).outcome).toBe('done');
    expect(server.seen.map(({ path, headers }) => [isToken(path), headers.authorization])).toEqual([
      [true, undefined],
      [false, undefined],
      [false, undefined],
    ]);
  });
});
