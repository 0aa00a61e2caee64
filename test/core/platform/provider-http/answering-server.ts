import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { afterAll } from '@jest/globals';
import * as z from 'zod';
import { committed } from '../../../support/fixtures.ts';

export interface Seen {
  readonly path: string;
  readonly params: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, anything else as it is. */
  readonly body?: unknown;
}

/** What a request is answered with; `write` takes over the raw answer, for those that never end as they should. */
export type Answering = (seen: Seen, count: number) => Reply | { readonly write: (response: ServerResponse) => void };

export interface AnsweringServer {
  readonly url: string;
  readonly seen: readonly Seen[];
}

const isBytes = (body: unknown): body is string | Uint8Array => typeof body === 'string' || body instanceof Uint8Array;

const send = (response: ServerResponse, { status = 200, headers = {}, body = '' }: Reply): void => {
  const bytes = isBytes(body) ? body : JSON.stringify(body);
  response.writeHead(status, { ...(isBytes(body) ? {} : { 'content-type': 'application/json; charset=utf-8' }), ...headers });
  response.end(bytes);
};

const running: Server[] = [];

afterAll(() => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server on a port of its own that answers exactly what a test says; it stops with the tests of its file. */
export const answeringServer = async (answer: Answering): Promise<AnsweringServer> => {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const now: Seen = { path: url.pathname, params: url.searchParams, headers: request.headers };
    seen.push(now);
    const reply = answer(now, seen.length);
    if ('write' in reply) reply.write(response);
    else send(response, reply);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  running.push(server);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
};

const Recording = z.object({
  response: z.object({ status: z.number(), headers: z.record(z.string(), z.string()), body: z.unknown() }),
});

/** @param path below `test/fixtures/providers` @returns what the provider really answered */
export const recorded = (path: string): Required<Reply> => {
  const { response } = Recording.parse(JSON.parse(readFileSync(committed(`test/fixtures/providers/${path}`), 'utf8')));
  return { ...response, headers: { ...response.headers } };
};

/** A page of HTML, as gateways and front doors answer where JSON was asked for. */
export const html = (status: number, text: string): Reply => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: `<!DOCTYPE html><html><body><p>${text}</p></body></html>`,
});
