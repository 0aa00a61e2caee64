import { request } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import { fewItems, OPERATOR, sandboxUnderTest } from '../sandbox-under-test.ts';

const sandbox = sandboxUnderTest(fewItems);
const KEY = { authorization: 'sandbox-pexels' };
const search = () => sandbox.get('/pexels/v1/search?query=tree&per_page=10', KEY);
const fault = (name: string) => sandbox.post('/__scenario', { provider: 'pexels', fault: name });

/** What arrives of an answer before its connection ends, by plain node:http: no retries, nothing hidden. */
const received = (path: string, headers: Record<string, string>, give: { bytes?: number; ms?: number } = {}) =>
  new Promise<{ status: number; length: number; announced: number; error: string | null }>(done => {
    let length = 0;
    const call = request(sandbox.url() + path, { headers: { 'user-agent': OPERATOR, ...headers } }, response => {
      const announced = Number(response.headers['content-length']);
      const end = (error: string | null) => done({ status: response.statusCode ?? 0, length, announced, error });
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (give.bytes !== undefined && length >= give.bytes) {
          end('enough');
          call.destroy();
        }
      });
      response.on('end', () => end(null));
      response.on('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
    });
    call.on('error', (error: NodeJS.ErrnoException) => done({ status: 0, length, announced: 0, error: error.code ?? error.message }));
    if (give.ms !== undefined) setTimeout(() => call.destroy(new Error('gave up')), give.ms);
    call.end();
  });

describe('faults', () => {
  it('down: the connection is cut before any answer, and the journal has it with status 0', async () => {
    await fault('down');
    expect(await received('/pexels/v1/search?query=tree', KEY)).toMatchObject({ status: 0, error: 'ECONNRESET' });
    expect((await sandbox.journal()).entries[0]).toMatchObject({ status: 0, fault: 'down' });
  });

  it('hang: no answer comes while the client waits', async () => {
    await fault('hang');
    expect(await received('/pexels/v1/search?query=tree', KEY, { ms: 200 })).toMatchObject({ status: 0, error: 'gave up' });
  });

  it.each(['http-500', 'http-502', 'http-503', 'http-504'])('%s: an HTML page of the server in front', async name => {
    await fault(name);
    const answer = await search();
    expect(`http-${answer.status}`).toBe(name);
    expect(answer.headers.get('content-type')).toMatch(/html/);
  });

  it('html-200: a page with status 200 where JSON was expected', async () => {
    await fault('html-200');
    const answer = await search();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/html/);
    expect(() => answer.json()).toThrow();
  });

  it('cut-json-200: JSON by its type that ends in the middle', async () => {
    await fault('cut-json-200');
    const answer = await search();
    expect(answer.headers.get('content-type')).toMatch(/json/);
    expect(() => answer.json()).toThrow();
  });

  it('close-mid-body: announces all, sends half, closes', async () => {
    await fault('close-mid-body');
    const { length, announced, error } = await received('/pexels/v1/search?query=tree&per_page=10', KEY);
    expect(error).toBe('ECONNRESET');
    expect(length).toBeGreaterThan(0);
    expect(length).toBeLessThan(announced);
  });

  it('drip: the body comes in small pieces', async () => {
    await fault('drip');
    const { length, announced } = await received('/pexels/v1/search?query=tree&per_page=10', KEY, { bytes: 1 });
    expect(length).toBeLessThan(announced / 10);
  });

  it('absurd-headers: quota headers nobody can believe', async () => {
    await fault('absurd-headers');
    const answer = await search();
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-ratelimit-remaining')).toBe('-10000000');
    expect(answer.headers.get('x-ratelimit-reset')).toBe('99999999999999');
  });

  it('gone: a picture that was found and is not there when asked for', async () => {
    const [photo] = (await search()).json().photos;
    await sandbox.post('/__scenario', { provider: 'pexels', gone: [String(photo.id)] });
    expect((await search()).json().photos[0].id).toBe(photo.id);
    expect((await sandbox.get(`/pexels/v1/photos/${photo.id}`, KEY)).status).toBe(404);
    expect((await sandbox.get(photo.src.medium)).status).toBe(404);
  });

  it('hostile: authors and captions carry what breaks careless encoders', async () => {
    await sandbox.post('/__scenario', { provider: 'pexels', hostile: true });
    const { text } = await sandbox.get('/pexels/v1/search?query=tree&per_page=80', KEY);
    for (const danger of ['<script>', '{\\\\pos', "=cmd|'", '\\u0000', '../../', '\u202E', '\\n\\n00:00:00'])
      expect(text).toContain(danger);
  });
});

describe('parallel requests', () => {
  it('counts those under way, by account and lane, and lets go of the finished', async () => {
    await sandbox.post('/__scenario', { provider: 'wikimedia', latencyMs: 60 });
    const ask = () => sandbox.get('/wikidata/w/api.php?action=wbgetentities&ids=Q42&format=json');
    await Promise.all([ask(), ask(), ask(), ask(), sandbox.get('/wikipedia/w/api.php?action=query&titles=Paris&format=json')]);
    const journal = await sandbox.journal('?account=wikimedia');
    expect(journal.mostParallel).toBe(5);
    expect(journal.overParallel).toBe(2);
    await sandbox.post('/__scenario', { provider: 'wikimedia', latencyMs: 0 });
    for (let n = 0; n < 20; n++) await Promise.all([ask(), ask(), ask()]);
    expect((await sandbox.journal(`?account=wikimedia&after=${journal.entries.at(-1).id}`)).mostParallel).toBe(3);
  });

  it('refuses the fourth where the scenario says so', async () => {
    await sandbox.post('/__scenario', { provider: 'wikidata', enforceParallel: true, latencyMs: 60 });
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => sandbox.get('/wikidata/w/api.php?action=wbgetentities&ids=Q42&format=json')),
    );
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 200, 200, 429]);
  });
});

describe('answers', () => {
  it('are packed for who asks for it, and unpack to the same', async () => {
    const packed = await sandbox.get('/pexels/v1/search?query=tree', { ...KEY, 'accept-encoding': 'gzip' });
    const plain = await sandbox.get('/pexels/v1/search?query=tree', { ...KEY, 'accept-encoding': 'identity' });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(packed.text).toBe(plain.text);
  });

  it('of pictures carry an ETag, and a repeated question costs no body', async () => {
    const [photo] = (await search()).json().photos;
    const first = await sandbox.get(photo.src.tiny);
    const again = await sandbox.get(photo.src.tiny, { 'if-none-match': first.headers.get('etag') ?? '' });
    expect(again).toMatchObject({ status: 304, text: '' });
  });

  it('to HEAD have headers and no body', async () => {
    const [photo] = (await search()).json().photos;
    const head = await fetch(photo.src.tiny, { method: 'HEAD', headers: { 'user-agent': OPERATOR } });
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(0);
    expect(await head.text()).toBe('');
  });
});
