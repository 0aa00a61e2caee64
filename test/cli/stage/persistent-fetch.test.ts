import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { persistentFetch } from '../../../cli/stage/persistent-fetch.ts';

interface Scripted {
  /** 0: the connection is cut. */
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Seen {
  readonly key: string | undefined;
  readonly body: string;
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
};

const PROBLEM = { 'content-type': 'application/problem+json' };

describe('a client that does not give up at once', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  /** Answers as scripted, then 200 for ever. */
  const serve = async (script: readonly Scripted[]): Promise<{ readonly url: string; readonly seen: Seen[] }> => {
    const seen: Seen[] = [];
    const server = createServer((request, response) => {
      void bodyOf(request).then(body => {
        const { status, headers = {} } = script[seen.length] ?? { status: 200 };
        seen.push({ key: request.headers['idempotency-key']?.toString(), body });
        if (status === 0) request.socket.destroy();
        else response.writeHead(status, headers).end('{}');
      });
    });
    servers.push(server);
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, seen };
  };
  const send = (url: string, init: RequestInit = {}): Promise<Response> => persistentFetch(request => fetch(request), 3_000)(url, init);

  it('sends the same request again with the same key where a function was killed or the connection was cut', async () => {
    const { url, seen } = await serve([{ status: 502 }, { status: 0 }, { status: 500, headers: { 'content-type': 'application/json' } }]);
    const answer = await send(url, { method: 'POST', body: '{"name":"talk"}' });
    expect(answer.status).toBe(200);
    expect(seen.map(({ body }) => body)).toEqual(Array(4).fill('{"name":"talk"}'));
    expect(new Set(seen.map(({ key }) => key)).size).toBe(1);
    expect(seen[0]?.key).toBeDefined();
  });

  it('comes back when it is told to', async () => {
    const later = { ...PROBLEM, 'retry-after': '0' };
    const { url, seen } = await serve([
      { status: 429, headers: later },
      { status: 409, headers: later },
    ]);
    expect((await send(url)).status).toBe(200);
    expect(seen).toHaveLength(3);
  });

  it('takes a refusal and a defect of the stage as they are', async () => {
    for (const status of [400, 401, 404, 409, 429, 500]) {
      const { url, seen } = await serve([{ status, headers: PROBLEM }]);
      expect((await send(url)).status).toBe(status);
      expect(seen).toHaveLength(1);
    }
  });

  it('gives up where nothing changes, with the last answer', async () => {
    const { url } = await serve(Array.from({ length: 50 }, () => ({ status: 503, headers: PROBLEM })));
    expect((await send(url)).status).toBe(503);
  });
});
