import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { createActionApi } from '../../../../core/src/platform/provider-http/wikimedia-action-api.ts';
import { createWikimediaHttp } from '../../../../core/src/platform/provider-http/wikimedia-client.ts';
import { aCall } from '../../../../core/src/testing/image-builders.ts';
import { openCallGate } from '../../../../core/src/testing/open-call-gate.ts';
import { answeringServer, html, recorded, type Answering } from './answering-server.ts';

const NOW = Date.parse('2026-11-22T10:20:30Z');
const UA = 'Cutaway/1.0.0 (https://example.org/cutaway; ops@example.org)';

const wiki = async (answer: Answering) => {
  const gate = openCallGate();
  const server = await answeringServer(answer);
  const http = createWikimediaHttp({ gate, fetch, clock: () => NOW, userAgent: UA, limits: { firstDelayMs: 1, maxDelayMs: 2 } });
  return { gate, server, api: createActionApi(http, new URL(`${server.url}/w/api.php`)) };
};

const Page = z.looseObject({ title: z.string() });

describe('calls', () => {
  it('ask for format version 2 with plain-text errors, gzip, and name the operator', async () => {
    const { api, server } = await wiki(() => ({ body: { batchcomplete: true } }));
    await api.query({ titles: 'X' }, Page, aCall);
    expect(Object.fromEntries(server.seen[0]?.params ?? [])).toEqual({
      action: 'query',
      format: 'json',
      formatversion: '2',
      errorformat: 'plaintext',
      maxlag: '5',
      titles: 'X',
    });
    expect(server.seen[0]?.headers).toMatchObject({ 'user-agent': UA, 'accept-encoding': 'gzip' });
    expect(server.seen[0]?.path).toBe('/w/api.php');
  });

  it('leave maxlag out where a person waits', async () => {
    const { api, server } = await wiki(() => ({ body: { batchcomplete: true } }));
    await api.query({ titles: 'X' }, Page, { ...aCall, purpose: 'interactive' });
    expect(server.seen[0]?.params.has('maxlag')).toBe(false);
  });
});

describe('errors with HTTP status 200', () => {
  const legacy = (code: string) => ({ error: { code, info: 'In words', docref: 'See https://…' }, servedby: 'mw1' });
  const modern = (code: string) => ({ errors: [{ code, text: 'In words', module: 'main' }], docref: 'See https://…' });

  it.each([
    ['legacy', legacy],
    ['modern', modern],
  ])('tell maxlag as a wait of Retry-After seconds, and nothing against the provider (%s form)', async (_form, body) => {
    const headers = { 'retry-after': '7', 'x-database-lag': '9', 'mediawiki-api-error': 'maxlag' };
    const { api, gate } = await wiki(() => ({
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body('maxlag')),
    }));
    expect(await api.query({}, Page, aCall)).toMatchObject({ outcome: 'deferred', until: '2026-11-22T10:20:37.000Z' });
    expect(gate.entries.map(entry => entry.result)).toEqual([{ kind: 'over-quota', retryAt: '2026-11-22T10:20:37.000Z' }]);
  });

  it.each(['readonly', 'internal_api_error_DBQueryError'])('tell %s as unavailable, after asking again', async code => {
    const { api, server } = await wiki(() => ({ body: legacy(code) }));
    expect(await api.query({}, Page, aCall)).toMatchObject({ outcome: 'failed', code: 'PROVIDER_UNAVAILABLE' });
    expect(server.seen).toHaveLength(3);
  });

  it('tell internal_api_error with status 500 the same way', async () => {
    const { api } = await wiki(() => ({ status: 500, body: legacy('internal_api_error_Exception') }));
    expect(await api.query({}, Page, aCall)).toMatchObject({ outcome: 'failed', code: 'PROVIDER_UNAVAILABLE' });
  });

  it('tell ratelimited as a wait', async () => {
    const { api } = await wiki(() => ({ body: modern('ratelimited') }));
    expect(await api.query({}, Page, aCall)).toMatchObject({ outcome: 'deferred', until: '2026-11-22T10:20:35.000Z' });
  });

  it('give a module its own error to understand', async () => {
    const { api } = await wiki(() => recorded('wikidata/wbgetentities-no-such-entity.json'));
    expect(await api.get({ action: 'wbgetentities' }, z.unknown(), aCall)).toMatchObject({
      outcome: 'done',
      value: { ok: false, error: { code: 'no-such-entity' } },
    });
  });

  it('refuse a query for good with the code in the sentence', async () => {
    const { api, server } = await wiki(() => recorded('wikidata/query-list-search-empty.json'));
    const answered = await api.query({ list: 'search' }, Page, aCall);
    expect(answered).toMatchObject({ outcome: 'failed', code: 'PROVIDER_REFUSED' });
    expect(JSON.stringify(answered)).toContain('srnosearch');
    expect(server.seen).toHaveLength(1);
  });

  it('never mistake a warning for one', async () => {
    const { api } = await wiki(() => recorded('wikidata/wbsearchentities-united-states-with-warning.json'));
    expect(await api.get({ action: 'wbsearchentities' }, z.object({ search: z.array(z.unknown()) }), aCall)).toMatchObject({
      outcome: 'done',
      value: { ok: true },
    });
  });
});

describe('refusals by HTTP status', () => {
  it('wait longer each time in a row when a 429 does not say how long, and start anew after an answer', async () => {
    const { api } = await wiki((_seen, count) => (count === 4 ? { body: {} } : html(429, 'Too many requests')));
    const waits = [];
    for (let call = 0; call < 5; call += 1) {
      const answered = await api.query({}, Page, aCall);
      waits.push(answered.outcome === 'deferred' ? Date.parse(answered.until) - NOW : 0);
    }
    expect(waits).toEqual([5_000, 10_000, 20_000, 0, 5_000]);
  });

  it('take Retry-After from an HTML 429', async () => {
    const { api } = await wiki(() => ({
      ...html(429, 'Too many requests'),
      headers: { 'content-type': 'text/html', 'retry-after': '11' },
    }));
    expect(await api.query({}, Page, aCall)).toMatchObject({ outcome: 'deferred', until: '2026-11-22T10:20:41.000Z' });
  });

  it('explain a 403 for the User-Agent, which no key could mend', async () => {
    const { api, gate } = await wiki(() => html(403, 'Please set a user-agent and respect our robot policy'));
    expect(await api.query({}, Page, aCall)).toMatchObject({
      outcome: 'failed',
      code: 'PROVIDER_REFUSED',
      why: expect.stringContaining('CUTAWAY_CONTACT'),
    });
    expect(gate.entries.map(entry => entry.result?.kind)).toEqual(['refused']);
  });

  it('do not take a wrong address for an empty answer', async () => {
    const { api } = await wiki(() => html(404, 'Not here'));
    expect(await api.query({}, Page, aCall)).toMatchObject({ outcome: 'failed', code: 'PROVIDER_REFUSED' });
  });
});

describe('a continued query', () => {
  it('merges the pages of three recorded answers until the batch is complete, sending back every continuation key', async () => {
    const files = ['1', '2', '3'].map(part => recorded(`commons/generator-imageinfo-continue-${part}.json`));
    const { api, server } = await wiki((_seen, count) => files[count - 1] ?? { status: 500 });
    const WithUsage = z.looseObject({ title: z.string(), globalusage: z.array(z.unknown()), imageinfo: z.array(z.unknown()) });
    const answered = await api.query({ generator: 'allimages' }, WithUsage, aCall);
    expect(server.seen.map(seen => [seen.params.get('continue'), seen.params.get('gucontinue'), seen.params.get('generator')])).toEqual([
      [null, null, 'allimages'],
      ['||imageinfo', 'Edvard_Munch_-_Night_in_Nice_(1891).jpg|nowiki|1281339', 'allimages'],
      ['||imageinfo', 'Niedercunnersdorf_Gartenweg_12.JPG|dewiki|9849507', 'allimages'],
    ]);
    if (answered.outcome !== 'done') throw new Error(answered.why);
    expect(answered.value.unreadable).toBe(0);
    expect(answered.value.pages.map(page => [page.title, page.globalusage.length, page.imageinfo.length])).toEqual([
      ['File:Minchinmavida Volcano.jpg', 1, 1],
      ['File:2002-04-02 Hauptstraße, Heidelberg IMG 0404.jpg', 3, 1],
      ['File:Niedercunnersdorf Mühlgrabenweg 5 (1).JPG', 2, 1],
      ['File:Niedercunnersdorf Gartenweg 12.JPG', 2, 1],
    ]);
  });

  it('does not read the history of a file, which the API offers as a continuation', async () => {
    const { api, server } = await wiki(() => recorded('commons/imageinfo-extmetadata-via-wikipedia.json'));
    expect(await api.query({ titles: 'File:Douglas adams portrait cropped.jpg' }, Page, aCall)).toMatchObject({ outcome: 'done' });
    expect(server.seen).toHaveLength(1);
  });

  it('gives pages in the order of the search, whatever order they came in', async () => {
    const pages = [
      { pageid: 7, title: 'Third', index: 3 },
      { pageid: 9, title: 'First', index: 1 },
      { pageid: 8, title: 'Second', index: 2 },
    ];
    const { api } = await wiki(() => ({
      body: { batchcomplete: true, continue: { gsroffset: 3, continue: 'gsroffset||' }, query: { pages } },
    }));
    const answered = await api.query({ generator: 'search' }, Page, aCall);
    expect(answered.outcome === 'done' && answered.value.pages.map(page => page.title)).toEqual(['First', 'Second', 'Third']);
  });

  it('ends where the answers go round in circles', async () => {
    const { api, server } = await wiki(() => ({ body: { continue: { iicontinue: 'A|1', continue: '||' }, query: { pages: [] } } }));
    expect(await api.query({}, Page, aCall)).toMatchObject({ outcome: 'failed', code: 'PROVIDER_BAD_ANSWER' });
    expect(server.seen).toHaveLength(12);
  });

  it('keeps what it can read when one page is broken', async () => {
    const { api } = await wiki(() => ({
      body: { batchcomplete: '', query: { pages: { 1: { pageid: 1, title: 'Good', n: 1 }, 2: { pageid: 2, title: 'Bad' } } } },
    }));
    const answered = await api.query({}, z.object({ title: z.string(), n: z.number() }), aCall);
    expect(answered).toMatchObject({ outcome: 'done', value: { pages: [{ title: 'Good' }], unreadable: 1 } });
  });
});

it('all wikis of one client share three calls in flight', async () => {
  let inside = 0;
  let most = 0;
  const { server } = await wiki(() => ({
    write: response => {
      inside += 1;
      most = Math.max(most, inside);
      setTimeout(() => {
        inside -= 1;
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end('{"batchcomplete":true}');
      }, 15);
    },
  }));
  const http = createWikimediaHttp({ gate: openCallGate(), fetch, clock: () => NOW, userAgent: UA });
  const wikis = ['commons', 'wikidata', 'wikipedia'].map(name => createActionApi(http, new URL(`${server.url}/${name}/w/api.php`)));
  await Promise.all(Array.from({ length: 12 }, (_, index) => wikis[index % 3]!.query({}, Page, aCall)));
  expect(most).toBe(3);
});
