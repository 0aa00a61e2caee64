import { describe, expect, it } from '@jest/globals';
import { ImageCandidate } from '../../../../core/src/images/image-candidate.ts';
import { knownRights } from '../../../../core/src/images/rights/rights-table.ts';
import { createUnsplashJudge } from '../../../../core/src/images/unsplash/unsplash-judge.ts';
import { createUnsplashProvider } from '../../../../core/src/images/unsplash/unsplash-provider.ts';
import { createProviderHttp } from '../../../../core/src/platform/provider-http/provider-http.ts';
import { aCall, aCandidate, aConcept } from '../../../../core/src/testing/image-builders.ts';
import { openCallGate } from '../../../../core/src/testing/open-call-gate.ts';
import { rememberingAnswerCache } from '../../../../core/src/testing/remembering-answer-cache.ts';
import { answeringServer, html, recorded, type Answering, type Reply } from '../../platform/provider-http/answering-server.ts';

const NOW = Date.parse('2026-11-22T10:20:30Z');
const NEXT_HOUR = '2026-11-22T11:00:00.000Z';
/** Where the recordings were made. */
const RECORDED_API = 'http://api.lvh.me:3000';

const unsplash = async (answer: Answering, base?: string) => {
  const gate = openCallGate();
  const server = await answeringServer(answer);
  const http = createProviderHttp({
    account: 'unsplash',
    name: 'Unsplash',
    gate,
    fetch: base === undefined ? fetch : (url, init) => fetch((url as URL).href.replace(base, server.url), init),
    clock: () => NOW,
    userAgent: 'Cutaway/1 (ops@example.org)',
    headers: { 'accept-version': 'v1' },
    credential: {
      keys: () => Promise.resolve(['unsplash-key']),
      apply: (_url, headers, key) => headers.set('authorization', `Client-ID ${key}`),
    },
    judge: createUnsplashJudge(60 * 60 * 1_000),
    limits: { attempts: 1 },
  });
  const provider = createUnsplashProvider({
    http,
    base: new URL(base ?? server.url),
    cache: rememberingAnswerCache(),
    rights: knownRights('unsplash', 'unsplash'),
  });
  return { gate, server, provider };
};

const request = (given: Parameters<typeof aConcept>[0] = {}, limit = 8, orientation: 'landscape' | 'square' = 'landscape') =>
  ({ entity: aConcept(given), orientation, limit }) as const;

const photo = (url: string, id: string, more: object = {}): object => ({
  id,
  width: 3905,
  height: 2929,
  description: null,
  alt_description: 'white and gray optical illusion',
  urls: {
    raw: 'https://images.unsplash.com/photo-1?ixid=M3w2&ixlib=rb-4.0.3',
    small: 'https://images.unsplash.com/photo-1?ixid=M3w2&w=400',
  },
  links: { html: `https://unsplash.com/photos/white-and-gray-${id}`, download_location: `${url}/photos/${id}/download?ixid=M3w2` },
  user: { name: 'JJ Ying', links: { html: 'https://unsplash.com/@jjying' } },
  ...more,
});

const found = (results: object[], totalPages = 1): Reply => ({ body: { total: results.length, total_pages: totalPages, results } });

/** An answer whose photos lead back to the server itself. */
const photos = async (make: (url: string) => object[], totalPages = 1) => {
  let url = '';
  const opened = await unsplash(() => found(make(url), totalPages));
  url = opened.server.url;
  return opened;
};

const firstOf = async ({ provider }: Awaited<ReturnType<typeof unsplash>>): Promise<ImageCandidate> => {
  const answered = await provider.search(request(), aCall);
  return ImageCandidate.parse(answered.outcome === 'done' ? answered.value.candidates[0] : answered.why);
};

describe('a search', () => {
  it('reads a recorded answer into complete candidates', async () => {
    const { provider, server } = await unsplash(
      () => recorded('unsplash/php-search-photos-query-paris-page-1-per-page-10.json'),
      RECORDED_API,
    );
    const answered = await provider.search(request(), aCall);
    if (answered.outcome !== 'done') throw new Error(answered.why);
    const [first] = answered.value.candidates.map(candidate => ImageCandidate.parse(candidate));
    expect(answered.value.refused).toEqual([]);
    expect(first).toMatchObject({
      id: 'unsplash:ZzbBpjNBJD4',
      origin: 'stock',
      title: 'Eiffel Tower, Paris',
      description: 'Eiffel Tower at night',
      width: 2387,
      height: 3581,
      credit: 'Photo by Anthony DELANOIX on Unsplash',
      useReportUrl: `${RECORDED_API}/photos/ZzbBpjNBJD4/download`,
      rights: { automate: 'no', display: 'derivative-only', redistribute: false, mlUse: false },
    });
    expect(server.seen[0]?.headers).toMatchObject({ authorization: 'Client-ID unsplash-key', 'accept-version': 'v1' });
    expect(Object.fromEntries(server.seen[0]?.params ?? [])).toEqual({
      query: 'volcano',
      orientation: 'landscape',
      content_filter: 'high',
      per_page: '8',
      page: '1',
    });
  });

  it('asks for squares in its own word, and for no more than it gives on a page', async () => {
    const { provider, server } = await unsplash(() => found([]));
    await provider.search(request({}, 100, 'square'), aCall);
    expect(Object.fromEntries(server.seen[0]?.params ?? [])).toMatchObject({ orientation: 'squarish', per_page: '30' });
  });

  it('keeps the token in every address, previews from Unsplash itself, and links both names with who refers', async () => {
    const candidate = await firstOf(await photos(url => [photo(url, 'abc')]));
    expect(candidate.previewUrl).toBe('https://images.unsplash.com/photo-1?ixid=M3w2&w=400');
    expect(Object.fromEntries(new URL(candidate.downloadUrl).searchParams)).toMatchObject({
      ixid: 'M3w2',
      w: '1920',
      h: '1920',
      fit: 'max',
    });
    expect(candidate.creditHtml).toBe(
      'Photo by <a href="https://unsplash.com/@jjying?utm_source=cutaway&amp;utm_medium=referral" rel="noopener noreferrer">JJ Ying</a> on <a href="https://unsplash.com/?utm_source=cutaway&amp;utm_medium=referral" rel="noopener noreferrer">Unsplash</a>',
    );
  });

  it.each([
    [{ alt_description: null, description: 'A wall' }, 'A wall'],
    [{ alt_description: null, description: null }, 'white and gray'],
    [{ alt_description: undefined }, 'white and gray'],
  ])('names a photo by the best words there are: %j', async (more, title) => {
    expect((await firstOf(await photos(url => [photo(url, 'a-b_c', more)]))).title).toBe(title);
  });

  it.each([
    [
      'of Unsplash+',
      { urls: { raw: 'https://plus.unsplash.com/premium_photo-1?ixid=1', small: 'https://plus.unsplash.com/p?w=400' } },
      'NON_FREE',
    ],
    ['that is an illustration', { asset_type: 'illustration' }, 'EXCLUDED_TYPE'],
    [
      'whose use would be reported to somebody else',
      { links: { html: 'https://unsplash.com/photos/x', download_location: 'https://evil.example.org/photos/x/download?ixid=1' } },
      'POLICY',
    ],
  ])('refuses a photo %s', async (_case, more, code) => {
    const { provider } = await photos(url => [photo(url, 'x', more)]);
    expect(await provider.search(request(), aCall)).toMatchObject({ value: { candidates: [], refused: [{ provider: 'unsplash', code }] } });
  });

  it('ends where it answers with nothing, whatever it said of pages before', async () => {
    const opened = await photos(url => [photo(url, 'a')], 0);
    expect((await opened.provider.search(request({}, 60), aCall)).outcome).toBe('done');
    expect(opened.server.seen).toHaveLength(1);
  });
});

describe('errors', () => {
  const left = (remaining: string) => ({ 'x-ratelimit-limit': '50', 'x-ratelimit-remaining': remaining });

  it.each([
    ['the bare words', { status: 403, headers: { 'content-type': 'text/plain', ...left('0') }, body: 'Rate Limit Exceeded' }],
    ['the bare words, called JSON', { status: 403, headers: { 'content-type': 'application/json' }, body: 'Rate Limit Exceeded' }],
    ['a web page and nothing left', { ...html(403, 'Rate Limit'), headers: { 'content-type': 'text/html', ...left('0') } }],
    ['429', { status: 429, body: 'Rate Limit Exceeded' }],
  ] satisfies [string, Reply][])('over quota, said by %s, waits for the next hour', async (_case, reply) => {
    const { provider, gate } = await unsplash(() => reply);
    expect(await provider.search(request(), aCall)).toMatchObject({ outcome: 'deferred', until: NEXT_HOUR });
    expect(gate.entries[0]?.result).toEqual({ kind: 'over-quota' });
  });

  it.each([
    ['a wrong key', recorded('unsplash/rb-post-photos-abc123-like-401.json'), 'PROVIDER_KEY_INVALID', 'key-invalid'],
    [
      'a permission that is lacking',
      { status: 403, headers: left('40'), body: { errors: ['Not allowed'] } },
      'PROVIDER_REFUSED',
      'refused',
    ],
    ['a question without words', { status: 400, body: { errors: ['query is missing'] } }, 'PROVIDER_REFUSED', 'refused'],
    ['a broken server', { status: 500, body: 'oops' }, 'PROVIDER_UNAVAILABLE', 'unavailable'],
    ['words with status 200', { status: 200, body: 'Rate Limit Exceeded' }, 'PROVIDER_BAD_ANSWER', 'refused'],
  ] satisfies [string, Reply, string, string][])('tell %s apart', async (_case, reply, code, result) => {
    const { provider, gate } = await unsplash(() => reply);
    expect(await provider.search(request(), aCall)).toMatchObject({ outcome: 'failed', code });
    expect(gate.entries[0]?.result?.kind).toBe(result);
  });

  it('words it takes for spam have no pictures, and that is an answer', async () => {
    const { provider } = await unsplash(() => ({ status: 410, body: { errors: ['Query flagged as spam'] } }));
    expect(await provider.search(request(), aCall)).toEqual({ outcome: 'abstained', why: 'Unsplash: it takes these words for spam' });
  });

  it('a photo that is gone is told from a recorded answer', async () => {
    const { provider } = await unsplash(() => recorded('unsplash/rb-get-photos-abc123-404.json'));
    expect((await provider.check(aCandidate({ id: 'unsplash:abc123', provider: 'unsplash' }), aCall)).outcome).toBe('abstained');
  });

  it('reports the quota, and does not believe the ten millions it has answered', async () => {
    const real = await unsplash(() => ({ ...found([]), headers: { 'content-type': 'application/json', ...left('49') } }));
    await real.provider.search(request(), aCall);
    expect(real.gate.entries[0]?.result).toEqual({ kind: 'answered', limit: 50, remaining: 49 });
    const absurd = await unsplash(() => recorded('unsplash/php-search-photos-query-paris-page-1-per-page-10.json'), RECORDED_API);
    await absurd.provider.search(request(), aCall);
    expect(absurd.gate.entries[0]?.result).toEqual({ kind: 'answered' });
  });
});

describe('the use of a photo', () => {
  it('is reported to the address that came with it, token and key included, and counted', async () => {
    const { provider, server, gate } = await unsplash(() => recorded('unsplash/rb-get-photos-takxap853ry-download-200.json'));
    const useReportUrl = `${server.url}/photos/abc/download?ixid=M3w2&other=1`;
    expect(await provider.reportUse(aCandidate({ useReportUrl }), aCall)).toEqual({ outcome: 'done', value: null });
    expect(server.seen.map(({ path, params, headers }) => [path, params.toString(), headers.authorization])).toEqual([
      ['/photos/abc/download', 'ixid=M3w2&other=1', 'Client-ID unsplash-key'],
    ]);
    expect(gate.entries.map(({ account, result }) => [account, result?.kind])).toEqual([['unsplash', 'answered']]);
  });

  it.each([
    ['another origin', 'https://evil.example.org/photos/abc/download?ixid=1'],
    ['the link for people', 'https://unsplash.com/photos/abc/download?force=true'],
  ])('is never reported to %s, which would get the key', async (_case, useReportUrl) => {
    const { provider, server } = await unsplash(() => ({ body: { url: 'https://images.unsplash.com/x' } }));
    expect((await provider.reportUse(aCandidate({ useReportUrl }), aCall)).outcome).toBe('failed');
    expect(server.seen).toEqual([]);
  });

  it('that could not be reported for now is told, so that it is tried again', async () => {
    const { provider, server } = await unsplash(() => ({
      status: 403,
      headers: { 'content-type': 'text/plain' },
      body: 'Rate Limit Exceeded',
    }));
    const useReportUrl = `${server.url}/photos/abc/download?ixid=1`;
    expect(await provider.reportUse(aCandidate({ useReportUrl }), aCall)).toMatchObject({ outcome: 'deferred', until: NEXT_HOUR });
  });
});
