import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { deferred, failed } from '../../../../core/src/platform/outcome.ts';
import { createProviderHttp, type ProviderHttpOptions } from '../../../../core/src/platform/provider-http/provider-http.ts';
import { judgeByStatus } from '../../../../core/src/platform/provider-http/verdict.ts';
import { aCall } from '../../../../core/src/testing/image-builders.ts';
import { openCallGate } from '../../../../core/src/testing/open-call-gate.ts';
import { answeringServer, html, type Answering, type AnsweringServer } from './answering-server.ts';

const NOW = Date.parse('2026-11-22T10:20:30Z');
const LATER = '2026-11-22T11:00:00.000Z';
const Body = z.object({ hello: z.string() });

const client = async (answer: Answering, given: Partial<ProviderHttpOptions> = {}) => {
  const gate = openCallGate();
  const server: AnsweringServer = await answeringServer(answer);
  const http = createProviderHttp({
    account: 'pexels',
    name: 'Example',
    gate,
    fetch,
    clock: () => NOW,
    userAgent: 'Cutaway/1.0.0 (ops@example.org)',
    judge: (heard, now) => judgeByStatus(heard, now, { unstatedWait: () => LATER, quota: () => ({ remaining: 7 }) }),
    ...given,
    limits: { firstDelayMs: 1, maxDelayMs: 2, timeoutMs: 400, ...given.limits },
  });
  return { gate, server, get: () => http.get(new URL(`${server.url}/x`), Body, aCall) };
};

describe('a provider client', () => {
  it('gives the parsed body, reports the quota, and says who calls', async () => {
    const { get, gate, server } = await client(() => ({ body: { hello: 'world' } }));
    expect(await get()).toEqual({ outcome: 'done', value: { hello: 'world' } });
    expect(gate.entries).toEqual([{ account: 'pexels', purpose: 'job', result: { kind: 'answered', remaining: 7 } }]);
    expect(server.seen[0]?.headers).toMatchObject({ 'user-agent': 'Cutaway/1.0.0 (ops@example.org)', 'accept-encoding': 'gzip' });
  });

  it.each([
    ['500', () => ({ status: 500 }), 'failed', 'PROVIDER_UNAVAILABLE', 'unavailable', 3],
    ['503 HTML', () => html(503, 'Our servers are tired'), 'failed', 'PROVIDER_UNAVAILABLE', 'unavailable', 3],
    ['408', () => ({ status: 408 }), 'failed', 'PROVIDER_UNAVAILABLE', 'unavailable', 3],
    ['400', () => ({ status: 400, body: { error: 'no' } }), 'failed', 'PROVIDER_REFUSED', 'refused', 1],
    ['401', () => ({ status: 401, body: { error: 'no' } }), 'failed', 'PROVIDER_KEY_INVALID', 'key-invalid', 1],
    ['403', () => ({ status: 403, body: { error: 'no' } }), 'failed', 'PROVIDER_REFUSED', 'refused', 1],
    ['a redirect, which is not followed', () => ({ status: 302, headers: { location: '/y' } }), 'failed', 'PROVIDER_REFUSED', 'refused', 1],
    ['HTML with status 200', () => html(200, 'Log in to the hotel'), 'failed', 'PROVIDER_BAD_ANSWER', 'refused', 1],
    [
      'half a document',
      () => ({ headers: { 'content-type': 'application/json' }, body: '{"hello": "wor' }),
      'failed',
      'PROVIDER_BAD_ANSWER',
      'refused',
      1,
    ],
    ['JSON of another shape', () => ({ body: { hello: 3 } }), 'failed', 'PROVIDER_BAD_ANSWER', 'answered', 1],
    ['404', () => ({ status: 404 }), 'abstained', undefined, 'refused', 1],
  ] satisfies [string, Answering, string, string | undefined, string, number][])(
    'tells %s by its code, reports it, and asks again only an unavailable provider',
    async (_name, answer, outcome, code, result, calls) => {
      const { get, gate, server } = await client(answer);
      const answered = await get();
      expect(answered.outcome).toBe(outcome);
      if (answered.outcome === 'failed') expect(answered.code).toBe(code);
      expect(gate.entries.at(-1)?.result?.kind).toBe(result);
      expect(server.seen).toHaveLength(calls);
      expect(gate.entries).toHaveLength(calls);
    },
  );

  it.each([
    ['seconds', '37', '2026-11-22T10:21:07.000Z', true],
    ['an HTTP date', 'Sun, 22 Nov 2026 10:25:00 GMT', '2026-11-22T10:25:00.000Z', true],
    ['nothing', '', LATER, false],
    ['nonsense', 'soon', LATER, false],
    ['a century', '3153600000', LATER, false],
  ])('waits after 429 as long as Retry-After says: %s', async (_name, header, until, stated) => {
    const { get, gate } = await client(() => ({ status: 429, headers: header === '' ? {} : { 'retry-after': header } }));
    expect(await get()).toMatchObject({ outcome: 'deferred', until });
    expect(gate.entries[0]?.result).toEqual(stated ? { kind: 'over-quota', retryAt: until } : { kind: 'over-quota' });
  });

  it('asks again after a failure and gives the answer that comes then', async () => {
    const { get, server } = await client((_seen, count) => (count < 3 ? { status: 502 } : { body: { hello: 'again' } }));
    expect(await get()).toEqual({ outcome: 'done', value: { hello: 'again' } });
    expect(server.seen).toHaveLength(3);
  });

  it('gives up on an answer that drips for ever', async () => {
    const drip: Answering = () => ({
      write: response => {
        response.writeHead(200, { 'content-type': 'application/json' });
        const timer = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(timer));
      },
    });
    const { get, gate } = await client(drip, { limits: { attempts: 1, timeoutMs: 100 } });
    expect(await get()).toMatchObject({ outcome: 'failed', code: 'PROVIDER_UNAVAILABLE' });
    expect(gate.entries[0]?.result).toEqual({ kind: 'unavailable' });
  });

  it('counts a connection that breaks in the middle of a body as unavailable', async () => {
    const cut: Answering = () => ({
      write: response => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
        response.write('{"hello":', () => response.destroy());
      },
    });
    const { get } = await client(cut, { limits: { attempts: 1 } });
    expect(await get()).toMatchObject({ outcome: 'failed', code: 'PROVIDER_UNAVAILABLE' });
  });

  it('reads no more than it is willing to hold, however small it was when compressed', async () => {
    const bomb = gzipSync(Buffer.alloc(2_000_000, 0x20));
    const { get } = await client(() => ({ headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' }, body: bomb }), {
      limits: { maxBytes: 1_000_000 },
    });
    expect(await get()).toMatchObject({ outcome: 'failed', code: 'PROVIDER_BAD_ANSWER' });
  });

  it('keeps to its number of calls in flight', async () => {
    let inside = 0;
    let most = 0;
    const slow: Answering = () => ({
      write: response => {
        inside += 1;
        most = Math.max(most, inside);
        setTimeout(() => {
          inside -= 1;
          response.writeHead(200, { 'content-type': 'application/json' });
          response.end('{"hello":"x"}');
        }, 20);
      },
    });
    const { get } = await client(slow, { limits: { parallel: 3 } });
    const answers = await Promise.all(Array.from({ length: 20 }, get));
    expect(answers.every(answer => answer.outcome === 'done')).toBe(true);
    expect(most).toBe(3);
  });

  it('turns away more than may wait', async () => {
    const { get } = await client(() => ({ body: { hello: 'x' } }), { limits: { parallel: 1, waiting: 1 } });
    const answers = await Promise.all([get(), get(), get()]);
    expect(answers.map(answer => answer.outcome)).toEqual(['done', 'done', 'failed']);
  });

  it.each([deferred(LATER, 'the window is full'), failed('PROVIDER_UNAVAILABLE', 'the breaker is open')])(
    'sends nothing where the gate does not open: %j',
    async closed => {
      const { get, server } = await client(() => ({ body: { hello: 'x' } }), { gate: { enter: () => Promise.resolve(closed) } });
      expect(await get()).toEqual(closed);
      expect(server.seen).toHaveLength(0);
    },
  );
});

describe('keys', () => {
  const credential = (...keys: string[]) => ({
    keys: () => Promise.resolve(keys),
    apply: (_url: URL, headers: Headers, key: string) => headers.set('authorization', key),
  });
  const accepting =
    (good: string): Answering =>
    seen =>
      seen.headers.authorization === good
        ? { body: { hello: 'x' } }
        : { status: 401, body: { error: `unknown key ${seen.headers.authorization}` } };

  it('uses the previous key once when the current one is refused, without blaming the account', async () => {
    const { get, gate, server } = await client(accepting('old'), { credential: credential('new', 'old') });
    expect(await get()).toMatchObject({ outcome: 'done' });
    expect(server.seen.map(seen => seen.headers.authorization)).toEqual(['new', 'old']);
    expect(gate.entries.map(entry => entry.result?.kind)).toEqual(['key-refused', 'answered']);
  });

  it('reports an invalid key when none is left, and no sentence holds a key', async () => {
    const { get, gate } = await client(accepting('other'), { credential: credential('SECRET-1', 'SECRET-2') });
    const answered = await get();
    expect(answered).toMatchObject({ outcome: 'failed', code: 'PROVIDER_KEY_INVALID' });
    expect(JSON.stringify(answered)).not.toContain('SECRET');
    expect(gate.entries.map(entry => entry.result?.kind)).toEqual(['key-refused', 'key-invalid']);
  });

  it('goes on with the key that was set meanwhile when its own is refused', async () => {
    const told: (string | undefined)[] = [];
    const keys = (refused?: string) => {
      told.push(refused);
      return Promise.resolve(refused === undefined ? ['old'] : ['new']);
    };
    const { get, server } = await client(accepting('new'), { credential: { ...credential(), keys } });
    expect(await get()).toMatchObject({ outcome: 'done' });
    expect(server.seen.map(seen => seen.headers.authorization)).toEqual(['old', 'new']);
    expect(told).toEqual([undefined, 'old']);
  });

  it('tries no more than three for one call, however many it is offered', async () => {
    let count = 0;
    const keys = () => Promise.resolve([`key-${(count += 1)}`]);
    const { get, server } = await client(accepting('other'), { credential: { ...credential(), keys } });
    expect(await get()).toMatchObject({ outcome: 'failed', code: 'PROVIDER_KEY_INVALID' });
    expect(server.seen).toHaveLength(3);
  });

  it('says that there is no key without asking anybody', async () => {
    const { get, gate, server } = await client(accepting('x'), { credential: credential() });
    expect(await get()).toMatchObject({ outcome: 'failed', code: 'PROVIDER_KEY_MISSING' });
    expect([gate.entries.length, server.seen.length]).toEqual([0, 0]);
  });
});
