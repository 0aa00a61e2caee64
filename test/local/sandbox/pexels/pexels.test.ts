import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { fewItems, type Json, OPERATOR, sandboxUnderTest } from '../sandbox-under-test.ts';

const sandbox = sandboxUnderTest(fewItems);
const KEY = { authorization: 'sandbox-pexels' };
const get = (path: string, headers: Record<string, string> = KEY) => sandbox.get(`${sandbox.addresses().pexels}${path}`, headers);
const sizeAt = async (address: string) => {
  const response = await fetch(address, { headers: { 'user-agent': OPERATOR } });
  const { width, height, format } = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
  return { width, height, format };
};

describe('authorisation', () => {
  it('takes the raw key and nothing else', async () => {
    expect((await get('/v1/search?query=tree')).status).toBe(200);
    for (const headers of [{}, { authorization: 'Bearer sandbox-pexels' }, { authorization: 'wrong' }]) {
      const answer = await get('/v1/search?query=tree', headers);
      expect(answer.status).toBe(401);
      expect(answer.headers.has('x-ratelimit-limit')).toBe(false);
    }
  });

  it('turns away clients without a User-Agent of their own, with the right key, as a proxy does', async () => {
    for (const agent of ['', 'node', 'python-requests/2.31']) {
      const answer = await get('/v1/search?query=tree', { ...KEY, 'user-agent': agent });
      expect(answer.status).toBe(403);
      expect(answer.headers.get('server')).toBe('cloudflare');
      expect(answer.headers.get('content-type')).toMatch(/html/);
    }
  });
});

describe('quota', () => {
  it('describes the month in the headers of successful answers, and the hour nowhere', async () => {
    await sandbox.post('/__scenario', { provider: 'pexels', window: 'month', limit: 1_000 });
    const answer = await get('/v1/search?query=tree');
    const left = Number(answer.headers.get('x-ratelimit-remaining'));
    expect(answer.headers.get('x-ratelimit-limit')).toBe('1000');
    expect(left).toBeLessThan(1_000);
    expect(Number(answer.headers.get('x-ratelimit-reset'))).toBeGreaterThan(Date.now() / 1_000);
    expect(Number((await get('/v1/search?query=tree')).headers.get('x-ratelimit-remaining'))).toBe(left - 1);
  });

  it('answers 429 without any of these headers, in bodies of different kinds', async () => {
    await sandbox.post('/__scenario', { provider: 'pexels', limit: 0 });
    await sandbox.post('/__clock', { frozen: true });
    const kinds = new Set<string>();
    for (let n = 0; n < 30; n++) {
      const answer = await get('/v1/search?query=tree');
      expect(answer.status).toBe(429);
      for (const name of ['limit', 'remaining', 'reset']) expect(answer.headers.has(`x-ratelimit-${name}`)).toBe(false);
      expect(answer.headers.has('retry-after')).toBe(false);
      kinds.add(answer.text.startsWith('<') ? 'html' : Object.keys(answer.json()).join());
      await sandbox.post('/__clock', { advanceMs: 977 });
    }
    expect(kinds).toEqual(new Set(['html', 'error', 'status,code']));
  });

  it('refuses the 201st call of an hour', async () => {
    await sandbox.post('/__clock', { frozen: true });
    for (let n = 0; n < 200; n++) expect((await get('/v1/photos/1')).status).toBe(404);
    expect((await get('/v1/photos/1')).status).toBe(429);
    await sandbox.post('/__clock', { advanceSeconds: 3_600 });
    expect((await get('/v1/photos/1')).status).toBe(404);
  });
});

describe('/v1/search', () => {
  it('needs a query', async () => {
    const answer = await get('/v1/search');
    expect(answer.status).toBe(400);
    expect(answer.json()).toEqual({ status: 400, code: 'No query param given' });
  });

  it('gives at most 80 a page', async () => {
    const { photos, per_page: perPage } = (await get('/v1/search?query=tree&per_page=200')).json();
    expect([photos.length, perPage]).toEqual([80, 80]);
  });

  it('links the neighbouring pages: slash before the question mark, parameters in order, only where there is one', async () => {
    const base = `${sandbox.addresses().pexels}/v1/search/?`;
    const first = (await get('/v1/search?query=red+bicycle&per_page=40')).json();
    expect(first.prev_page).toBeUndefined();
    expect(first.next_page).toBe(`${base}page=2&per_page=40&query=red+bicycle`);
    const pages = Math.ceil(first.total_results / 40);
    const last = (await get(`/v1/search?query=red+bicycle&per_page=40&page=${pages}`)).json();
    expect(last.next_page).toBeUndefined();
    expect(last.prev_page).toBe(`${base}page=${pages - 1}&per_page=40&query=red+bicycle`);
    expect((await sandbox.get(first.next_page, KEY)).json().page).toBe(2);
  });

  it('gives every photograph once over all pages, and moves them on where people upload meanwhile', async () => {
    const idsOf = async (page: number) =>
      (await get(`/v1/search?query=old+tree+house&per_page=80&page=${page}`)).json().photos.map((photo: Json) => photo.id);
    const first = await idsOf(1);
    const second = await idsOf(2);
    expect(first.filter((id: number) => second.includes(id))).toEqual([]);
    await sandbox.post('/__scenario', { provider: 'pexels', moving: true });
    await idsOf(1);
    expect(await idsOf(1)).not.toEqual(first);
  });

  it('names the words in most captions and shows something else in some', async () => {
    const { photos } = (await get('/v1/search?query=bicycle&per_page=80')).json();
    const named = photos.filter((photo: Json) => photo.alt?.toLowerCase().includes('bicycle')).length;
    expect(named).toBeGreaterThan(40);
    expect(named).toBeLessThan(80);
  });

  it('has nothing true for the name of a person', async () => {
    const { photos } = (await get('/v1/search?query=Douglas%20Adams&per_page=80')).json();
    expect(photos.length).toBeGreaterThan(0);
    for (const { alt } of photos) expect(alt ?? '').not.toMatch(/^\S+ douglas adams (on|in|against|beside|near|under|seen|during)/);
  });

  it('keeps to the orientation asked for', async () => {
    const { photos } = (await get('/v1/search?query=tree&orientation=portrait&per_page=80')).json();
    expect(photos.length).toBeGreaterThan(10);
    for (const { width, height } of photos) expect(height).toBeGreaterThan(width);
  });
});

describe('/v1/curated and /v1/photos', () => {
  it('gives curated photographs without a total', async () => {
    const answer = (await get('/v1/curated?per_page=3')).json();
    expect(answer.photos).toHaveLength(3);
    expect(answer.total_results).toBeUndefined();
  });

  it('gives a photograph again by its id, and 404 for ids that are none', async () => {
    const [photo] = (await get('/v1/search?query=tree')).json().photos;
    expect((await get(`/v1/photos/${photo.id}`)).json()).toEqual(photo);
    expect((await get('/v1/photos/abc')).status).toBe(404);
    expect((await get('/v1/photos/12')).status).toBe(404);
  });
});

describe('images.pexels.com', () => {
  it('serves every size as it is claimed', async () => {
    const [photo] = (await get('/v1/search?query=tree&orientation=landscape')).json().photos;
    expect(await sizeAt(photo.src.original)).toEqual({ width: photo.width, height: photo.height, format: 'jpeg' });
    expect(await sizeAt(photo.src.portrait)).toMatchObject({ width: 800, height: 1_200 });
    expect(await sizeAt(photo.src.landscape)).toMatchObject({ width: 1_200, height: 627 });
    expect(await sizeAt(photo.src.tiny)).toMatchObject({ width: 280, height: 200 });
    expect((await sizeAt(photo.src.medium)).height).toBe(350);
    const large = await sizeAt(photo.src.large2x);
    expect(large.width <= 1_880 && large.height <= 1_300).toBe(true);
  });
});
