import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { fewItems, OPERATOR, sandboxUnderTest } from '../sandbox-under-test.ts';

const sandbox = sandboxUnderTest(fewItems);
const KEY = { authorization: 'Client-ID sandbox-unsplash', 'accept-version': 'v1' };
const get = (path: string, headers: Record<string, string> = KEY) => sandbox.get(`${sandbox.addresses().unsplash}${path}`, headers);

describe('authorisation', () => {
  it('needs a known Client-ID, and says so in JSON with quota headers', async () => {
    for (const headers of [{}, { authorization: 'Bearer sandbox-unsplash' }, { authorization: 'Client-ID wrong' }]) {
      const answer = await get('/search/photos?query=tree', headers);
      expect(answer.status).toBe(401);
      expect(answer.json()).toEqual({ errors: ['OAuth error: The access token is invalid'] });
      expect(answer.headers.has('x-ratelimit-limit')).toBe(true);
    }
    expect((await get('/search/photos?query=tree&client_id=sandbox-unsplash', {})).status).toBe(200);
  });
});

describe('quota', () => {
  it('counts down to the full hour, on errors too, without a reset header', async () => {
    await sandbox.post('/__scenario', { provider: 'unsplash', reset: true, limit: 1_000 });
    const ok = await get('/search/photos?query=tree');
    const missing = await get('/photos/abc123');
    expect(missing.status).toBe(404);
    expect(Number(missing.headers.get('x-ratelimit-remaining'))).toBe(Number(ok.headers.get('x-ratelimit-remaining')) - 1);
    for (const name of ['x-ratelimit-reset', 'retry-after']) expect(ok.headers.has(name)).toBe(false);
  });

  it('answers 403 with the bare words and remaining 0, until the next hour begins', async () => {
    await sandbox.post('/__clock', { frozen: true });
    for (let n = 0; n < 50; n++) expect((await get('/photos/abc123')).status).toBe(404);
    const over = await get('/search/photos?query=tree');
    expect(over.status).toBe(403);
    expect(over.text).toBe('Rate Limit Exceeded');
    expect(over.headers.get('content-type')).not.toMatch(/json/);
    expect(over.headers.get('x-ratelimit-remaining')).toBe('0');
    const { nowMs } = (await sandbox.get('/__clock')).json();
    await sandbox.post('/__clock', { advanceMs: 3_600_000 - (nowMs % 3_600_000) - 1 });
    expect((await get('/search/photos?query=tree')).status).toBe(403);
    await sandbox.post('/__clock', { advanceMs: 1 });
    expect((await get('/search/photos?query=tree')).status).toBe(200);
  });
});

describe('/search/photos', () => {
  it('gives at most 30 a page, with totals in body and headers', async () => {
    const answer = await get('/search/photos?query=tree&per_page=100');
    const body = answer.json();
    expect(body.results).toHaveLength(30);
    expect(body.total_pages).toBe(Math.ceil(body.total / 30));
    expect(answer.headers.get('x-total')).toBe(String(body.total));
    expect(answer.headers.get('x-per-page')).toBe('30');
  });

  it('links last and next from the first page, all four from the middle, first and prev from the last, none from a single one', async () => {
    const rels = async (path: string) =>
      Array.from((await get(path)).headers.get('link')?.matchAll(/rel="(\w+)"/g) ?? [], match => match[1]);
    const { total_pages: pages } = (await get('/search/photos?query=old+red+tree+house&per_page=30')).json();
    expect(await rels('/search/photos?query=old+red+tree+house&per_page=30')).toEqual(['last', 'next']);
    expect(await rels('/search/photos?query=old+red+tree+house&per_page=30&page=2')).toEqual(['first', 'prev', 'last', 'next']);
    expect(await rels(`/search/photos?query=old+red+tree+house&per_page=30&page=${pages}`)).toEqual(['first', 'prev']);
    expect((await get('/search/photos?query=1234&per_page=30')).headers.has('link')).toBe(false);
  });

  it('keeps a key of the query out of its links', async () => {
    expect((await get('/search/photos?query=tree&client_id=sandbox-unsplash', {})).headers.get('link')).not.toContain('sandbox-unsplash');
  });

  it('answers 200, empty, without pages beyond its window', async () => {
    expect((await get('/search/photos?query=tree&per_page=30&page=200')).json().total_pages).toBeGreaterThan(0);
    expect((await get('/search/photos?query=tree&per_page=30&page=201')).json()).toEqual({ total: 0, total_pages: 0, results: [] });
  });

  it('never has more than 10,000', async () => {
    const { total } = (await get('/search/photos?query=bicycle')).json();
    expect(total).toBe(10_000);
  });

  it('refuses spam for good with 410', async () => {
    const answer = await get('/search/photos?query=this+is+flagged+as+spam');
    expect(answer.status).toBe(410);
    expect(answer.json()).toEqual({ errors: ['Query flagged as spam'] });
  });

  it('needs a query, and takes `squarish` but not `square`', async () => {
    expect((await get('/search/photos')).json()).toEqual({ errors: ['query is missing'] });
    expect((await get('/search/photos?query=tree&orientation=square')).status).toBe(400);
    const { results } = (await get('/search/photos?query=tree&orientation=squarish')).json();
    for (const { width, height } of results) expect(width).toBe(height);
  });
});

describe('/photos', () => {
  it('finds a photograph by id and by slug', async () => {
    const [photo] = (await get('/search/photos?query=tree')).json().results;
    const byId = (await get(`/photos/${photo.id}`)).json();
    expect(byId).toMatchObject(photo);
    expect(Object.keys(byId)).toEqual(expect.arrayContaining(['exif', 'location', 'downloads', 'tags', 'public_domain']));
    expect((await get(`/photos/${photo.slug}`)).json().id).toBe(photo.id);
    expect((await sandbox.get(photo.links.self, KEY)).status).toBe(200);
  });

  it('knows no other', async () => {
    for (const id of ['abc123', '00000000000', 'nonsense-words']) {
      const answer = await get(`/photos/${id}`);
      expect(answer.status).toBe(404);
      expect(answer.json()).toEqual({ errors: ["Couldn't find Photo"] });
    }
  });

  it('random is an object, and a list where a count is given', async () => {
    expect((await get('/photos/random?query=tree')).json().id).toEqual(expect.any(String));
    expect((await get('/photos/random?query=tree&count=3')).json()).toHaveLength(3);
    expect((await get('/photos/random?username=nobody')).json()).toEqual({ errors: ["Couldn't find User"] });
  });
});

describe('download tracking', () => {
  it('takes the address as it was given, and the journal shows photograph and token', async () => {
    const [photo] = (await get('/search/photos?query=tree')).json().results;
    const answer = await sandbox.get(photo.links.download_location, KEY);
    expect(answer.status).toBe(200);
    expect(answer.json().url).toContain('/images.unsplash/');
    const [entry] = (await sandbox.journal(`?contains=/download`)).entries;
    expect(entry.url).toContain(`/photos/${photo.id}/download?ixid=`);
  });

  it('refuses a call without the token, and one without a key', async () => {
    const [photo] = (await get('/search/photos?query=tree')).json().results;
    expect((await get(`/photos/${photo.id}/download`)).status).toBe(400);
    expect((await sandbox.get(photo.links.download_location)).status).toBe(401);
    expect((await sandbox.journal('?contains=/download')).byVerdict).toEqual({ 'client-refused': 1, 'key-invalid': 1 });
  });
});

describe('images.unsplash.com', () => {
  it('renders what imgix parameters ask for, with and without the token', async () => {
    const [photo] = (await get('/search/photos?query=tree&orientation=landscape')).json().results;
    const sizeAt = async (address: string) =>
      sharp(Buffer.from(await (await fetch(address, { headers: { 'user-agent': OPERATOR } })).arrayBuffer())).metadata();
    expect(await sizeAt(photo.urls.regular)).toMatchObject({ width: 1_080, format: 'jpeg' });
    expect(await sizeAt(photo.urls.thumb)).toMatchObject({ width: 200 });
    expect(await sizeAt(`${photo.urls.raw}&w=640&h=360&fit=crop&crop=faces,entropy&fm=jpg&q=80`)).toMatchObject({
      width: 640,
      height: 360,
    });
    expect(await sizeAt(photo.user.profile_image.large)).toMatchObject({ width: 128 });
  });
});
