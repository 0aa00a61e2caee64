import { describe, expect, it } from '@jest/globals';
import { ImageCandidate } from '../../../../core/src/images/image-candidate.ts';
import { createPexelsJudge } from '../../../../core/src/images/pexels/pexels-judge.ts';
import { createPexelsProvider } from '../../../../core/src/images/pexels/pexels-provider.ts';
import { createProviderHttp } from '../../../../core/src/platform/provider-http/provider-http.ts';
import { aCall, aConcept, aLinkedEntity } from '../../../../core/src/testing/image-builders.ts';
import { openCallGate } from '../../../../core/src/testing/open-call-gate.ts';
import { rememberingAnswerCache } from '../../../../core/src/testing/remembering-answer-cache.ts';
import { answeringServer, html, recorded, type Answering, type Reply } from '../../platform/provider-http/answering-server.ts';

const NOW = Date.parse('2026-11-22T10:20:30Z');
const NEXT_HOUR = '2026-11-22T11:00:00.000Z';
const RESET = 1_795_348_800;

const pexels = async (answer: Answering) => {
  const gate = openCallGate();
  const server = await answeringServer(answer);
  const http = createProviderHttp({
    account: 'pexels',
    name: 'Pexels',
    gate,
    fetch,
    clock: () => NOW,
    userAgent: 'Cutaway/1 (ops@example.org)',
    credential: { keys: () => Promise.resolve(['pexels-key']), apply: (_url, headers, key) => headers.set('authorization', key) },
    judge: createPexelsJudge(60 * 60 * 1_000),
    limits: { attempts: 1 },
  });
  return { gate, server, provider: createPexelsProvider(http, new URL(server.url), rememberingAnswerCache()) };
};

const request = (given: Parameters<typeof aConcept>[0] = {}, limit = 8) =>
  ({ entity: aConcept(given), orientation: 'landscape', limit }) as const;
const photo = (id: number, more: object = {}) => ({
  ...(recorded('pexels/photos.json').body as { photos: object[] }).photos[0],
  id,
  ...more,
});
const found = (photos: object[], more: object = {}): Reply => ({
  body: { page: 1, per_page: 8, photos, total_results: photos.length, ...more },
});

describe('a search', () => {
  it('reads a recorded answer into complete candidates', async () => {
    const { provider, server } = await pexels(() => recorded('pexels/photos-last-page.json'));
    const answered = await provider.search(request(), aCall);
    if (answered.outcome !== 'done') throw new Error(answered.why);
    expect(answered.value.candidates.map(candidate => ImageCandidate.parse(candidate))).toMatchObject([
      {
        id: 'pexels:3573351',
        origin: 'stock',
        title: 'Brown Rocks During Golden Hour',
        description: 'trees during day',
        width: 3066,
        height: 3968,
        downloadUrl: 'https://images.pexels.com/photos/3573351/pexels-photo-3573351.png',
        credit: 'Photo by Lukas Rodriguez on Pexels',
        creditHtml:
          '<a href="https://www.pexels.com/photo/trees-during-day-3573351/" rel="noopener noreferrer">Photo by Lukas Rodriguez</a> on <a href="https://www.pexels.com" rel="noopener noreferrer">Pexels</a>',
        rights: { id: 'pexels/pexels@1', redistribute: false, mlUse: false },
      },
    ]);
    expect(server.seen[0]?.path).toBe('/v1/search');
    expect(server.seen[0]?.headers).toMatchObject({ authorization: 'pexels-key', 'user-agent': 'Cutaway/1 (ops@example.org)' });
    expect(Object.fromEntries(server.seen[0]?.params ?? [])).toEqual({
      query: 'volcano',
      orientation: 'landscape',
      per_page: '8',
      page: '1',
    });
  });

  it('asks the same question however it is written', async () => {
    const { provider, server } = await pexels(() => found([photo(1)]));
    await provider.search(request({ name: 'Red   Volcano ' as never }), aCall);
    await provider.search(request({ name: 'red volcano' as never }), aCall);
    expect(server.seen.map(seen => seen.params.get('query'))).toEqual(['red volcano']);
  });

  it('never sends anything for a named thing', async () => {
    const { provider, server } = await pexels(() => found([photo(1)]));
    expect(await provider.search({ ...request(), entity: aLinkedEntity() }, aCall)).toEqual({
      outcome: 'done',
      value: { candidates: [], refused: [] },
    });
    expect(server.seen).toHaveLength(0);
  });

  it('reads on under a moving result without doubles, asking for the next page by number', async () => {
    const pages = [
      found([photo(1), photo(2)], { next_page: 'https://evil.example.org/steal?page=2' }),
      found([photo(2), photo(3)], { next_page: 'https://api.pexels.com/v1/search/?page=3&per_page=80&query=volcano' }),
      found([photo(3), photo(4)]),
    ];
    const { provider, server } = await pexels((_seen, count) => pages[count - 1] ?? { status: 500 });
    const answered = await provider.search(request({}, 200), aCall);
    expect(answered.outcome === 'done' && answered.value.candidates.map(({ id }) => id)).toEqual([
      'pexels:1',
      'pexels:2',
      'pexels:3',
      'pexels:4',
    ]);
    expect(server.seen.map(seen => [seen.params.get('page'), seen.params.get('per_page')])).toEqual([
      ['1', '80'],
      ['2', '80'],
      ['3', '80'],
    ]);
  });

  it.each([
    ['no', { alt: null }],
    ['an empty', { alt: '' }],
  ])('takes the words of the address where a photo has %s alternative text', async (_case, more) => {
    const { provider } = await pexels(() => found([photo(1, more)]));
    expect(await provider.search(request(), aCall)).toMatchObject({ value: { candidates: [{ title: 'trees during day' }] } });
  });

  it('drops what is not a photo and keeps the rest', async () => {
    const { provider } = await pexels(() => found([{ id: 5, type: 'Video' }, photo(6)]));
    expect(await provider.search(request(), aCall)).toMatchObject({ value: { candidates: [{ id: 'pexels:6' }] } });
  });

  it('finds nothing without complaint', async () => {
    const { provider } = await pexels(() => found([]));
    expect(await provider.search(request(), aCall)).toEqual({ outcome: 'done', value: { candidates: [], refused: [] } });
  });
});

describe('quota', () => {
  const headers = {
    'x-ratelimit-limit': '20000',
    'x-ratelimit-remaining': '19684',
    'x-ratelimit-reset': String(RESET),
    'content-type': 'application/json',
  };
  const good = (more: object): Reply => ({ ...found([]), headers: { ...headers, ...more } });

  it('is reported from successful answers, the reset as a time', async () => {
    const { provider, gate } = await pexels(() => good({}));
    await provider.search(request(), aCall);
    expect(gate.entries[0]?.result).toEqual({
      kind: 'answered',
      limit: 20_000,
      remaining: 19_684,
      resetAt: new Date(RESET * 1_000).toISOString(),
    });
  });

  it.each([
    ['-5', '99999999', 'yesterday'],
    ['NaN', '1e9', '0'],
    ['', '', '99999999999'],
  ])('is not believed when the headers are absurd: %s, %s, %s', async (remaining, limit, reset) => {
    const { provider, gate } = await pexels(() =>
      good({ 'x-ratelimit-remaining': remaining, 'x-ratelimit-limit': limit, 'x-ratelimit-reset': reset }),
    );
    await provider.search(request(), aCall);
    expect(gate.entries[0]?.result).toEqual({ kind: 'answered' });
  });

  const bodies: [string, Reply][] = [
    ['JSON with error', { status: 429, body: { error: 'Too many requests' } }],
    ['JSON with code', { status: 429, body: { status: 429, code: 'Rate limit exceeded' } }],
    ['HTML', html(429, 'Slow down')],
    ['nothing', { status: 429 }],
  ];

  it.each(bodies)('that is over for the hour waits for the next one, whatever the body is: %s', async (_case, reply) => {
    const { provider, gate } = await pexels(() => reply);
    expect(await provider.search(request(), aCall)).toMatchObject({ outcome: 'deferred', until: NEXT_HOUR });
    expect(gate.entries[0]?.result).toEqual({ kind: 'over-quota' });
  });

  it('that is over for the month waits for the reset that was told before', async () => {
    const { provider, gate } = await pexels((_seen, count) => (count === 1 ? good({ 'x-ratelimit-remaining': '0' }) : { status: 429 }));
    await provider.search(request(), aCall);
    const until = new Date(RESET * 1_000).toISOString();
    expect(await provider.search(request({ name: 'lake' as never }), aCall)).toMatchObject({ outcome: 'deferred', until });
    expect(gate.entries[1]?.result).toEqual({ kind: 'over-quota', retryAt: until });
  });
});

describe('errors', () => {
  it.each([
    ['a bad key', { status: 401, body: { error: 'Unauthorized' } }, 'PROVIDER_KEY_INVALID', 'key-invalid'],
    ['a front door that dislikes the client (401)', html(401, 'Cloudflare'), 'PROVIDER_REFUSED', 'refused'],
    ['a front door that dislikes the client (403)', html(403, 'Access denied'), 'PROVIDER_REFUSED', 'refused'],
    [
      'a front door that names itself',
      { status: 403, headers: { server: 'cloudflare' }, body: 'error code: 1010' },
      'PROVIDER_REFUSED',
      'refused',
    ],
    ['a question without words', { status: 400, body: { status: 400, code: 'No query param given' } }, 'PROVIDER_REFUSED', 'refused'],
    ['a broken server', { status: 500, body: { error: 'oops' } }, 'PROVIDER_UNAVAILABLE', 'unavailable'],
    ['a web page with status 200', html(200, 'Welcome'), 'PROVIDER_BAD_ANSWER', 'refused'],
  ] satisfies [string, Reply, string, string][])('tell %s apart', async (_case, reply, code, result) => {
    const { provider, gate } = await pexels(() => reply);
    expect(await provider.search(request(), aCall)).toMatchObject({ outcome: 'failed', code });
    expect(gate.entries[0]?.result?.kind).toBe(result);
  });
});

describe('checking a photo again', () => {
  const candidate = async (): Promise<ImageCandidate> => {
    const { provider } = await pexels(() => found([photo(3_573_351)]));
    const answered = await provider.search(request(), aCall);
    return ImageCandidate.parse(answered.outcome === 'done' ? answered.value.candidates[0] : null);
  };

  it('reads it by its number', async () => {
    const { provider, server } = await pexels(() => ({ body: photo(3_573_351) }));
    expect(await provider.check(await candidate(), aCall)).toMatchObject({ outcome: 'done', value: { id: 'pexels:3573351' } });
    expect(server.seen.at(-1)?.path).toBe('/v1/photos/3573351');
  });

  it('tells that it is gone', async () => {
    const { provider } = await pexels(() => ({ status: 404, body: { status: 404, error: 'Not Found' } }));
    expect((await provider.check(await candidate(), aCall)).outcome).toBe('abstained');
  });
});
