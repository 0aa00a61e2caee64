import { describe, expect, it } from '@jest/globals';
import { fewItems, type Json, sandboxUnderTest } from '../sandbox-under-test.ts';

const sandbox = sandboxUnderTest(fewItems);
const pexels = (query: string) => sandbox.get(`/pexels/v1/search?query=${query}`, { authorization: 'sandbox-pexels' });

describe('/__health', () => {
  it('tells what is loaded', async () => {
    expect((await sandbox.get('/__health')).json()).toMatchObject({ ok: true, clock: { frozen: false } });
  });
});

describe('/__journal', () => {
  it('has every request with its key hashed, and never the key', async () => {
    await pexels('tree');
    await sandbox.get('/pixabay/api/?key=sandbox-pixabay&q=tree');
    await sandbox.get('/unsplash/search/photos?query=tree&client_id=sandbox-unsplash');
    const answer = await sandbox.get('/__journal');
    expect(answer.text).not.toMatch(/sandbox-(pexels|pixabay|unsplash)/);
    const { entries, total, byProvider } = answer.json();
    expect(total).toBe(3);
    expect(byProvider).toEqual({ pexels: 1, pixabay: 1, unsplash: 1 });
    expect(entries[0]).toMatchObject({ provider: 'pexels', lane: 'api', status: 200, verdict: 'served', counted: true, parallel: 1 });
    expect(entries.map((entry: Json) => entry.keyHash)).toEqual([expect.any(String), expect.any(String), expect.any(String)]);
    expect(new Set(entries.map((entry: Json) => entry.keyHash)).size).toBe(3);
  });

  it('filters by provider, status, verdict and part of the address, and can be emptied', async () => {
    await pexels('tree');
    await sandbox.get('/pexels/v1/search?query=bush', { authorization: 'wrong' });
    expect((await sandbox.journal('?status=401')).total).toBe(1);
    expect((await sandbox.journal('?verdict=key-invalid&contains=bush')).total).toBe(1);
    expect((await sandbox.journal('?provider=unsplash')).total).toBe(0);
    expect((await sandbox.journal('?last=1')).entries).toHaveLength(1);
    await fetch(`${sandbox.url()}/__journal`, { method: 'DELETE' });
    expect((await sandbox.journal()).total).toBe(0);
  });

  it('tells the busiest stretch of counted calls', async () => {
    await sandbox.post('/__clock', { frozen: true });
    for (const query of ['a', 'b', 'c']) await pexels(query);
    await sandbox.post('/__clock', { advanceSeconds: 30 });
    await pexels('d');
    expect((await sandbox.journal('?provider=pexels&busiest=20')).busiest).toBe(3);
  });
});

describe('/__scenario', () => {
  it('shortens windows, and the clock opens them again', async () => {
    await sandbox.post('/__clock', { frozen: true });
    await sandbox.post('/__scenario', { provider: 'pexels', limit: 2, windowSeconds: 20 });
    expect([(await pexels('a')).status, (await pexels('b')).status, (await pexels('c')).status]).toEqual([200, 200, 429]);
    await sandbox.post('/__clock', { advanceSeconds: 20 });
    expect((await pexels('d')).status).toBe(200);
  });

  it('strikes as often as it is told to, and then no more', async () => {
    await sandbox.post('/__scenario', { provider: 'pexels', fault: 'http-503', times: 2 });
    expect([(await pexels('a')).status, (await pexels('b')).status, (await pexels('c')).status]).toEqual([503, 503, 200]);
  });

  it('strikes calls only, where it is told to', async () => {
    const { photos } = (await pexels('tree')).json();
    await sandbox.post('/__scenario', { provider: 'pexels', fault: 'http-500', on: 'api' });
    expect((await pexels('tree')).status).toBe(500);
    expect((await sandbox.get(photos[0].src.tiny)).status).toBe(200);
  });

  it('sets all three wikis at once by `wikimedia`', async () => {
    const state = (await sandbox.post('/__scenario', { provider: 'wikimedia', lagSeconds: 7 })).json();
    expect([state.commons.lagSeconds, state.wikidata.lagSeconds, state.wikipedia.lagSeconds, state.pexels.lagSeconds]).toEqual([
      7, 7, 7, 0,
    ]);
  });

  it('refuses what it does not know, and says what', async () => {
    expect(await sandbox.post('/__scenario', { provider: 'flickr' })).toMatchObject({ status: 400 });
    expect((await sandbox.post('/__scenario', { faults: 'down' })).json().error).toMatch(/faults/);
    expect((await sandbox.post('/__clock', { forward: 1 })).status).toBe(400);
    const broken = await fetch(`${sandbox.url()}/__scenario`, { method: 'POST', body: '{' });
    expect(broken.status).toBe(400);
  });

  it('knows no other control', async () => {
    expect((await sandbox.get('/__secrets')).status).toBe(404);
  });
});

describe('any other path', () => {
  it('names the addresses of the providers', async () => {
    const answer = await sandbox.get('/nothing-here');
    expect(answer.status).toBe(404);
    expect(answer.json().providers).toEqual(sandbox.addresses());
  });
});
