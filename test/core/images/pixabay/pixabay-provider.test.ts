import { describe, expect, it } from '@jest/globals';
import { ImageCandidate } from '../../../../core/src/images/image-candidate.ts';
import { judgePixabay } from '../../../../core/src/images/pixabay/pixabay-judge.ts';
import { createPixabayProvider } from '../../../../core/src/images/pixabay/pixabay-provider.ts';
import { createProviderHttp } from '../../../../core/src/platform/provider-http/provider-http.ts';
import { aCall, aCandidate, aConcept } from '../../../../core/src/testing/image-builders.ts';
import { openCallGate } from '../../../../core/src/testing/open-call-gate.ts';
import { rememberingAnswerCache } from '../../../../core/src/testing/remembering-answer-cache.ts';
import { answeringServer, type Answering, type Reply } from '../../platform/provider-http/answering-server.ts';

const NOW = Date.parse('2026-11-22T10:20:30Z');
const KEY = 'pixabay-secret-key';

const pixabay = async (answer: Answering) => {
  const gate = openCallGate();
  const server = await answeringServer(answer);
  const cache = rememberingAnswerCache();
  const http = createProviderHttp({
    account: 'pixabay',
    name: 'Pixabay',
    gate,
    fetch,
    clock: () => NOW,
    userAgent: 'Cutaway/1 (ops@example.org)',
    credential: { keys: () => Promise.resolve([KEY]), apply: (url, _headers, key) => url.searchParams.set('key', key) },
    judge: judgePixabay,
    limits: { attempts: 1 },
  });
  return { gate, server, cache, provider: createPixabayProvider(http, new URL(`${server.url}/api/`), cache) };
};

const request = (given: Parameters<typeof aConcept>[0] = {}, limit = 8, orientation: 'landscape' | 'square' = 'landscape') =>
  ({ entity: aConcept(given), orientation, limit }) as const;

/** The example of the npm package `pixabay-api`, completed by the fields of pixabay.com/api/docs. */
const hit = (id: number, more: object = {}): object => ({
  id,
  type: 'photo',
  tags: 'chihuahua, dog, puppy',
  pageURL: 'https://pixabay.com/en/chihuahua-dog-puppy-cute-pet-621112/',
  previewURL: 'https://cdn.pixabay.com/photo/2015/02/02/17/06/chihuahua-621112_150.jpg',
  webformatURL: 'https://pixabay.com/get/ef37_640.jpg',
  largeImageURL: 'https://pixabay.com/get/ed6a_1280.jpg',
  imageWidth: 5184,
  imageHeight: 3456,
  user_id: 740400,
  user: 'Teerasuwat',
  ...more,
});

const found = (hits: object[], totalHits = hits.length): Reply => ({ body: { total: 3_343, totalHits, hits } });
const text = (status: number, body: string, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'content-type': 'text/plain', ...headers },
  body,
});

describe('a search', () => {
  it('reads the documented example: no larger than is given without approval, credited with a link to its page', async () => {
    const { provider, server } = await pixabay(() => found([hit(621_112)]));
    const answered = await provider.search(request(), aCall);
    const candidate = ImageCandidate.parse(answered.outcome === 'done' ? answered.value.candidates[0] : answered.why);
    expect(candidate).toMatchObject({
      id: 'pixabay:621112',
      title: 'chihuahua, dog, puppy',
      downloadUrl: 'https://pixabay.com/get/ed6a_1280.jpg',
      width: 1_280,
      height: 853,
      author: { name: 'Teerasuwat', url: 'https://pixabay.com/users/Teerasuwat-740400/' },
      credit: 'Image by Teerasuwat from Pixabay',
      rights: { automate: 'needs-approval', redistribute: false, mlUse: false, display: 'store' },
    });
    expect(server.seen[0]?.path).toBe('/api/');
    expect(Object.fromEntries(server.seen[0]?.params ?? [])).toEqual({
      key: KEY,
      q: 'volcano',
      image_type: 'photo',
      orientation: 'horizontal',
      safesearch: 'true',
      per_page: '8',
      page: '1',
    });
  });

  it('asks for at least three, for words of at most 100 characters, and for squares among all', async () => {
    const { provider, server } = await pixabay(() => found([]));
    await provider.search(request({ name: 'a b '.repeat(60) as never }, 1, 'square'), aCall);
    expect(Object.fromEntries(server.seen[0]?.params ?? [])).toMatchObject({ per_page: '3', orientation: 'all' });
    expect(server.seen[0]?.params.get('q')?.length).toBeLessThanOrEqual(100);
  });

  it.each([
    ['made by a machine', { isAiGenerated: true }, 'EXCLUDED_TYPE'],
    ['that is drawn', { type: 'vector/svg' }, 'EXCLUDED_TYPE'],
    ['too small to show', { imageWidth: 320, imageHeight: 200 }, 'TOO_SMALL'],
    ['of a shape that fits no frame', { imageWidth: 9_000, imageHeight: 2_900 }, 'BAD_ASPECT'],
  ])('refuses a picture %s', async (_case, more, code) => {
    const { provider } = await pixabay(() => found([hit(1, more)]));
    expect(await provider.search(request(), aCall)).toMatchObject({ value: { candidates: [], refused: [{ provider: 'pixabay', code }] } });
  });

  it('pages through what can be reached, whatever the total says, and keeps what it has when the result has shrunk', async () => {
    const pages = [
      found(
        Array.from({ length: 200 }, (_, n) => hit(n + 1)),
        500,
      ),
      text(400, '[ERROR 400] "page" is out of valid range.'),
    ];
    const { provider, server } = await pixabay((_seen, count) => pages[count - 1] ?? { status: 500 });
    const answered = await provider.search(request({}, 300), aCall);
    expect(answered.outcome === 'done' && answered.value.candidates).toHaveLength(200);
    expect(server.seen).toHaveLength(2);
    const small = await pixabay(() => found([hit(1), hit(2)], 2));
    await small.provider.search(request({}, 300), aCall);
    expect(small.server.seen).toHaveLength(1);
  });
});

describe('quota and errors', () => {
  const headers = (reset: string) => ({ 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '99', 'x-ratelimit-reset': reset });

  it.each([
    ['43', { resetAt: new Date(NOW + 43_000).toISOString() }],
    ['99999999999', {}],
    ['-1', {}],
  ])('the reset is the seconds that are left: %s', async (reset, expected) => {
    const { provider, gate } = await pixabay(() => ({ ...found([]), headers: { 'content-type': 'application/json', ...headers(reset) } }));
    await provider.search(request(), aCall);
    expect(gate.entries[0]?.result).toEqual({ kind: 'answered', limit: 100, remaining: 99, ...expected });
  });

  it.each([
    ['with its reset', headers('21'), NOW + 21_000, true],
    ['without headers', {}, NOW + 60_000, false],
  ])('over quota in plain text, %s', async (_case, given, until, isStated) => {
    const { provider, gate } = await pixabay(() => text(429, '[ERROR 429] API rate limit exceeded', given));
    const expected = new Date(until).toISOString();
    expect(await provider.search(request(), aCall)).toMatchObject({ outcome: 'deferred', until: expected });
    expect(gate.entries[0]?.result).toEqual({ kind: 'over-quota', ...(isStated && { retryAt: expected }) });
  });

  it.each([
    [
      'a refused key',
      text(400, `[ERROR 400] Invalid or missing API key ${KEY} (https://pixabay.com/api/docs/).`),
      'PROVIDER_KEY_INVALID',
      'key-invalid',
    ],
    ['a bad question', text(400, `[ERROR 400] "q" is wrong, key=${KEY}`), 'PROVIDER_REFUSED', 'refused'],
    ['a broken server', text(500, '[ERROR 500]'), 'PROVIDER_UNAVAILABLE', 'unavailable'],
    ['plain text with status 200', text(200, 'ok'), 'PROVIDER_BAD_ANSWER', 'refused'],
  ] satisfies [string, Reply, string, string][])('tell %s apart, never with the key', async (_case, reply, code, result) => {
    const { provider, gate } = await pixabay(() => reply);
    const ended = await provider.search(request(), aCall);
    expect(ended).toMatchObject({ outcome: 'failed', code });
    expect(JSON.stringify(ended)).not.toContain(KEY);
    expect(gate.entries[0]?.result?.kind).toBe(result);
  });
});

describe('looking again', () => {
  it.each([
    ['there', found([hit(1)]), 'done'],
    ['gone', found([]), 'abstained'],
  ] satisfies [string, Reply, string][])('a picture that is %s', async (_case, reply, outcome) => {
    const { provider, server } = await pixabay(() => reply);
    expect((await provider.check(aCandidate({ id: 'pixabay:1', provider: 'pixabay' }), aCall)).outcome).toBe(outcome);
    expect(server.seen[0]?.params.get('id')).toBe('1');
  });

  it('keeps the key out of everything that is remembered', async () => {
    const { provider, cache } = await pixabay(() => found([hit(1)]));
    await provider.search(request(), aCall);
    expect(cache.keys().join()).not.toContain(KEY);
  });
});
