import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Fault } from '../control/scenario.ts';
import type { Reply } from './exchange.ts';

/** Answers shorter than a packet are sent as they are. */
const WORTH_PACKING = 1_400;

/** A dripping body comes in so many pieces, one every so many milliseconds: half a minute for the whole. */
const DRIP = { pieces: 60, pauseMs: 500 };

const ABSURD_VALUES: Readonly<Record<string, string>> = {
  'x-ratelimit-limit': '99999999',
  'x-ratelimit-remaining': '-10000000',
  'x-ratelimit-reset': '99999999999999',
  'retry-after': '99999999999',
};

const pack = promisify(gzip);

/** @returns the reply's headers, quota headers turned absurd; those the reply lacks are added */
const absurdHeaders = (reply: Reply): Record<string, string> => {
  const own = Object.entries(reply.headers).map(([name, value]): [string, string] => [
    name,
    /ratelimit|retry-after/.test(name) ? 'NaN' : value,
  ]);
  return { ...Object.fromEntries(own), ...ABSURD_VALUES };
};

const packed = async (request: IncomingMessage, reply: Reply, body: Buffer): Promise<Buffer | null> => {
  const accepts = (request.headers['accept-encoding'] ?? '').includes('gzip');
  const isText = /json|text|svg/.test(reply.headers['content-type'] ?? '');
  return accepts && isText && body.length >= WORTH_PACKING ? pack(body, { level: 1 }) : null;
};

const drip = async (response: ServerResponse, body: Buffer): Promise<void> => {
  const size = Math.max(1, Math.ceil(body.length / DRIP.pieces));
  for (let from = 0; from < body.length && !response.destroyed; from += size) {
    response.write(body.subarray(from, from + size));
    await sleep(DRIP.pauseMs);
  }
  response.end();
};

/**
 * Sends the reply, spoilt by the fault where the fault spoils the way it is sent.
 * @returns status and bytes that were sent
 */
export const writeReply = async (
  request: IncomingMessage,
  response: ServerResponse,
  reply: Reply,
  fault: Fault | null,
): Promise<{ status: number; bytes: number }> => {
  const { etag } = reply.headers;
  if (etag !== undefined && reply.status === 200 && request.headers['if-none-match'] === etag) {
    response.writeHead(304, { etag }).end();
    return { status: 304, bytes: 0 };
  }
  const plain = typeof reply.body === 'string' ? Buffer.from(reply.body) : reply.body;
  const small = await packed(request, reply, plain);
  const body = small ?? plain;
  const headers = fault === 'absurd-headers' ? absurdHeaders(reply) : reply.headers;
  response.writeHead(reply.status, {
    ...headers,
    ...(small === null ? {} : { 'content-encoding': 'gzip', vary: 'Accept-Encoding' }),
    'content-length': String(body.length),
  });
  if (request.method === 'HEAD') {
    response.end();
  } else if (fault === 'close-mid-body') {
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
  } else if (fault === 'drip') {
    await drip(response, body);
  } else {
    response.end(body);
  }
  return { status: reply.status, bytes: body.length };
};
