import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { fewItems, type Json, OPERATOR, sandboxUnderTest } from '../sandbox-under-test.ts';

const sandbox = sandboxUnderTest(fewItems);
const get = (query: string, key = 'sandbox-pixabay') => sandbox.get(`${sandbox.addresses().pixabay}/api/?key=${key}&${query}`);

describe('the key', () => {
  it('goes in the query; without a valid one the answer is plain text with status 400', async () => {
    expect((await get('q=dog')).status).toBe(200);
    const answer = await get('q=dog', 'wrong');
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toMatch(/text\/plain/);
    expect(answer.text).toBe('[ERROR 400] Invalid or missing API key (https://pixabay.com/api/docs/).');
  });
});

describe('quota', () => {
  it('is 100 in 60 seconds; the reset header counts seconds, not a date', async () => {
    await sandbox.post('/__clock', { frozen: true });
    for (let n = 0; n < 100; n++) expect((await get('id=1')).status).toBe(200);
    const over = await get('q=dog');
    expect(over.status).toBe(429);
    expect(over.text).toBe('[ERROR 429] API rate limit exceeded');
    expect(over.headers.get('x-ratelimit-remaining')).toBe('0');
    const seconds = Number(over.headers.get('x-ratelimit-reset'));
    expect(seconds).toBe(60);
    await sandbox.post('/__clock', { advanceSeconds: seconds });
    expect((await get('q=dog')).status).toBe(200);
  });
});

describe('searches', () => {
  it('say how many there are and how many can be reached', async () => {
    const { total, totalHits, hits } = (await get('q=dog&per_page=200')).json();
    expect(totalHits).toBe(500);
    expect(total).toBeGreaterThan(500);
    expect(hits).toHaveLength(200);
    expect((await get('q=dog&per_page=200&page=3')).json().hits).toHaveLength(100);
  });

  it.each(['page=4&per_page=200', 'page=0', 'per_page=2', 'per_page=201'])('refuse %s as out of range', async query => {
    const answer = await get(`q=dog&${query}`);
    expect(answer.status).toBe(400);
    expect(answer.text).toMatch(/^\[ERROR 400\] "(page|per_page)" is out of valid range\.$/);
  });

  it('find a picture again by its id', async () => {
    const [hit] = (await get('q=dog')).json().hits;
    expect((await get(`id=${hit.id}`)).json()).toEqual({ total: 1, totalHits: 1, hits: [hit] });
    expect((await get('id=7')).json()).toEqual({ total: 0, totalHits: 0, hits: [] });
  });

  it('mark some pictures as made by a machine', async () => {
    const { hits } = (await get('q=dog&per_page=200')).json();
    expect(hits.some((hit: Json) => hit.isAiGenerated)).toBe(true);
    expect(hits.every((hit: Json) => hit.isAiGenerated)).toBe(false);
  });
});

describe('pictures', () => {
  it('have the sizes that the hit states, and 1280 pixels at most', async () => {
    const [hit] = (await get('q=dog&orientation=horizontal')).json().hits;
    const sizeAt = async (address: string) =>
      sharp(Buffer.from(await (await fetch(address, { headers: { 'user-agent': OPERATOR } })).arrayBuffer())).metadata();
    expect(await sizeAt(hit.webformatURL)).toMatchObject({ width: hit.webformatWidth, height: hit.webformatHeight });
    expect(await sizeAt(hit.previewURL)).toMatchObject({ width: hit.previewWidth, height: hit.previewHeight });
    expect((await sizeAt(hit.largeImageURL)).width).toBe(1_280);
  });
});
