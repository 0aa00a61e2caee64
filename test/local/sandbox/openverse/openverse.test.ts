import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { fewItems, type Json, OPERATOR, sandboxUnderTest } from '../sandbox-under-test.ts';

const sandbox = sandboxUnderTest(fewItems);
const get = (path: string, headers: Record<string, string> = {}) => sandbox.get(`${sandbox.addresses().openverse}/v1${path}`, headers);
const TOKEN = { authorization: 'Bearer sandbox-openverse-token' };

describe('throttles', () => {
  it('are told as texts on every answer, one pair for each window', async () => {
    await sandbox.post('/__clock', { frozen: true });
    const answer = await get('/images/?q=paris');
    expect(answer.headers.get('x-ratelimit-limit-anon_burst')).toBe('20/min');
    expect(answer.headers.get('x-ratelimit-available-anon_burst')).toBe('19');
    expect(answer.headers.get('x-ratelimit-limit-anon_sustained')).toBe('200/day');
  });

  it('answer 429 with the seconds in a sentence and no Retry-After', async () => {
    await sandbox.post('/__clock', { frozen: true });
    for (let n = 0; n < 20; n++) await get('/rate_limit/');
    const over = await get('/images/?q=paris');
    expect(over.status).toBe(429);
    expect(over.json()).toEqual({ detail: 'Request was throttled. Expected available in 60 seconds.' });
    expect(over.headers.has('retry-after')).toBe(false);
    expect(over.headers.get('x-ratelimit-available-anon_burst')).toBe('0');
  });

  it('are wider for a client with a token', async () => {
    const asked = await fetch(`${sandbox.addresses().openverse}/v1/auth_tokens/token/`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'sandbox-openverse',
        client_secret: 'sandbox-openverse-secret',
      }),
    });
    expect(await asked.json()).toMatchObject({ access_token: 'sandbox-openverse-token', token_type: 'Bearer' });
    expect((await get('/images/?q=paris', TOKEN)).headers.get('x-ratelimit-limit-oauth2_client_credentials_burst')).toBe('100/min');
    expect((await get('/images/?q=paris', { authorization: 'Bearer wrong' })).status).toBe(401);
  });
});

describe('searches', () => {
  it('refuse pages that are too large or too deep, with 401', async () => {
    expect(await get('/images/?q=paris&page_size=21')).toMatchObject({ status: 401 });
    expect((await get('/images/?q=paris&page_size=21')).json()).toEqual({ detail: 'page_size may not exceed 20 for anonymous requests' });
    expect((await get('/images/?q=paris&page_size=50', TOKEN)).status).toBe(200);
    expect((await get('/images/?q=paris&page_size=20&page=13')).status).toBe(401);
  });

  it('refuse a licence that is none, as the documentation words it', async () => {
    const answer = await get('/images/?license=PDMNBCG');
    expect(answer.status).toBe(400);
    expect(answer.json()).toEqual({
      error: 'InputError',
      detail: "Invalid input given for fields. 'license' -> License 'PDMNBCG' does not exist.",
      fields: ['license'],
    });
  });

  it('take licence types together as an intersection', async () => {
    const licences = async (query: string) =>
      new Set((await get(`/images/?q=paris&page_size=50&${query}`, TOKEN)).json().results.map((result: Json) => result.license));
    expect([...(await licences('page=1'))].some((code: Json) => /nc|nd/.test(code))).toBe(true);
    for (const code of await licences('license_type=commercial,modification')) expect(code).not.toMatch(/nc|nd/);
    expect([...(await licences('license=by-nc'))]).toEqual(['by-nc']);
  });

  it('cap at 240 results, and find nothing for nothing', async () => {
    expect((await get('/images/?q=paris')).json().result_count).toBeLessThanOrEqual(240);
    expect((await get('/images/?q=1234567890')).json()).toEqual({ result_count: 0, page_count: 0, page_size: 20, page: 1, results: [] });
  });

  it('leave out what the community did not say', async () => {
    const { results } = (await get('/images/?q=bicycle&page_size=50', TOKEN)).json();
    expect(results.some((result: Json) => result.filetype === null)).toBe(true);
    expect(results.every((result: Json) => result.filesize === null)).toBe(true);
  });

  it('include pictures of Commons under their own address', async () => {
    const { results } = (await get('/images/?q=Douglas+Adams&source=wikimedia&page_size=20')).json();
    expect(results.length).toBeGreaterThan(3);
    for (const { source, url } of results) {
      expect(source).toBe('wikimedia');
      expect(url).toContain('/upload/wikipedia/commons/');
    }
  });
});

describe('pictures', () => {
  it('are found again by id, with a thumbnail', async () => {
    const [result] = (await get('/images/?q=bicycle')).json().results;
    expect((await sandbox.get(result.detail_url)).json().id).toBe(result.id);
    const thumb = await fetch(result.thumbnail, { headers: { 'user-agent': OPERATOR } });
    expect((await sharp(Buffer.from(await thumb.arrayBuffer())).metadata()).width).toBe(600);
    expect((await get('/images/00000000-0000-4000-a000-000000000000/')).json()).toEqual({ detail: 'Not found.' });
  });

  it('of the community are smaller than the dimensions say', async () => {
    const { results } = (await get('/images/?q=bicycle&source=flickr')).json();
    const bytes = await (await fetch(results[0].url, { headers: { 'user-agent': OPERATOR } })).arrayBuffer();
    const { width, height } = await sharp(Buffer.from(bytes)).metadata();
    expect(Math.max(width, height)).toBe(1_024);
    expect(Math.max(results[0].width, results[0].height)).toBeGreaterThan(1_024);
  });
});
