import { createServer, type Server, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { patientFetch } from '../../../cli/stage/patient-fetch.ts';

type Reply = (response: ServerResponse) => void;

let server: Server | undefined;
afterEach(() => new Promise<void>(done => (server === undefined ? done() : server.close(() => done()))));

const waits: number[] = [];
const fetchPatiently = patientFetch(async milliseconds => waits.push(milliseconds));

/** A stage that answers each call with the next reply, and then always with the last. */
const stage = async (...replies: readonly Reply[]): Promise<{ readonly url: string; readonly calls: () => number }> => {
  let calls = 0;
  waits.length = 0;
  server = createServer((request, response) => {
    request.resume();
    const reply = replies[Math.min(calls, replies.length - 1)];
    calls += 1;
    reply?.(response);
  });
  await new Promise<void>(done => server?.listen(0, '127.0.0.1', done));
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`, calls: () => calls };
};

const good: Reply = response => response.end('good');
const status =
  (code: number, headers: Readonly<Record<string, string>> = {}): Reply =>
  response => {
    response.writeHead(code, headers).end();
  };
const cut: Reply = response => response.socket?.destroy();

describe('a client that is patient', () => {
  it.each([502, 503, 504, 429])('reads again after %d, each time after a longer wait', async code => {
    const { url, calls } = await stage(status(code), status(code), good);
    expect(await (await fetchPatiently(url)).text()).toBe('good');
    expect([calls(), waits]).toEqual([3, [250, 500]]);
  });

  it('reads again where the connection was cut', async () => {
    const { url } = await stage(cut, good);
    expect(await (await fetchPatiently(url)).text()).toBe('good');
  });

  it('waits as long as it is asked to, also before it sends something again', async () => {
    const { url, calls } = await stage(status(429, { 'retry-after': '7' }), good);
    expect(await (await fetchPatiently(url, { method: 'POST', body: 'once' })).text()).toBe('good');
    expect([calls(), waits]).toEqual([2, [7_000]]);
  });

  it('sends nothing twice that may have been taken', async () => {
    for (const reply of [status(503), status(502), status(429)]) {
      const { url, calls } = await stage(reply, good);
      expect((await fetchPatiently(url, { method: 'POST', body: 'once' })).ok).toBe(false);
      expect(calls()).toBe(1);
      await new Promise<void>(done => server?.close(() => done()));
    }
    const { url, calls } = await stage(cut, good);
    await expect(fetchPatiently(url, { method: 'POST', body: 'once' })).rejects.toThrow('fetch failed');
    expect(calls()).toBe(1);
  });

  it('gives up in the end, and hands on what it was told', async () => {
    const { url, calls } = await stage(status(503));
    expect((await fetchPatiently(url)).status).toBe(503);
    expect(calls()).toBe(7);
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBe(15_750);
  });

  it('follows a redirect without the token', async () => {
    let seen: string | undefined = 'not asked';
    const target = createServer((request, response) => {
      seen = request.headers.authorization;
      response.end('the object');
    });
    await new Promise<void>(done => target.listen(0, '127.0.0.1', done));
    const address = target.address();
    const location = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/object`;
    const { url } = await stage(status(307, { location }));
    expect(await (await fetchPatiently(url, { headers: { authorization: 'Bearer secret' } })).text()).toBe('the object');
    expect(seen).toBeUndefined();
    await new Promise<void>(done => target.close(() => done()));
  });
});
