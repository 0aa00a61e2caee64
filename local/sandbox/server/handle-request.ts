import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../control/scenario.ts';
import { hexDigest } from '../draw.ts';
import type { World } from '../world.ts';
import { htmlPage, htmlReply, type Exchange, type Reply } from './exchange.ts';
import { allowedParallel, type Mount } from './mount.ts';
import { readParameters, redactedUrl } from './read-exchange.ts';
import { writeReply } from './write-reply.ts';

const SLOW_MS = 10_000;

/** @returns the answer of whatever stands before the provider, for faults that do not reach it */
const answerBefore = (fault: Fault | null): Reply | null => {
  if (fault === 'html-200') return htmlReply(200, htmlPage('Just a moment...', 'Checking your browser before you proceed.'));
  const status = /^http-(\d{3})$/.exec(fault ?? '')?.[1];
  if (status === undefined) return null;
  return htmlReply(
    Number(status),
    htmlPage(`Error ${status}`, 'Our servers are currently under maintenance or experiencing a technical problem.'),
  );
};

const cutInHalf = (reply: Reply): Reply => ({ ...reply, body: reply.body.toString().slice(0, Math.floor(reply.body.length / 2)) });

/** Requests under way, by account and lane. */
export class Gauge {
  readonly #underWay = new Map<string, number>();

  enter(mount: Mount): number {
    const id = `${mount.account}/${mount.lane}`;
    const now = (this.#underWay.get(id) ?? 0) + 1;
    this.#underWay.set(id, now);
    return now;
  }

  leave(mount: Mount): void {
    const id = `${mount.account}/${mount.lane}`;
    this.#underWay.set(id, (this.#underWay.get(id) ?? 1) - 1);
  }
}

const beginEntry = (world: World, mount: Mount, request: IncomingMessage, url: URL, exchange: Exchange) => {
  const allowed = allowedParallel(mount.account, mount.lane);
  const key = mount.keyOf?.(exchange) ?? null;
  const atMs = world.clock.now();
  return world.journal.begin({
    at: new Date(atMs).toISOString(),
    atMs,
    provider: mount.provider,
    account: mount.account,
    lane: mount.lane,
    method: request.method ?? 'GET',
    url: redactedUrl(url),
    keyHash: key === null ? null : hexDigest('sha256', key).slice(0, 12),
    userAgent: request.headers['user-agent'] ?? null,
    parallel: exchange.parallel,
    overParallel: allowed !== null && exchange.parallel > allowed,
    status: 0,
    verdict: 'served',
    counted: false,
    fault: exchange.fault,
    bytes: 0,
    durationMs: 0,
  });
};

/** Answers one request to a provider and writes it into the journal. */
export const handleRequest = async (
  world: World,
  gauge: Gauge,
  mount: Mount,
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const began = performance.now();
  const exchange: Exchange = {
    method: request.method ?? 'GET',
    path: url.pathname.slice(mount.prefix.length),
    query: await readParameters(request, url),
    headers: request.headers,
    userAgent: request.headers['user-agent'] ?? '',
    fault: world.scenarios.strike(mount.provider, mount.lane),
    parallel: gauge.enter(mount),
  };
  response.once('close', () => gauge.leave(mount));
  const entry = beginEntry(world, mount, request, url, exchange);
  response.once('close', () => (entry.durationMs = Math.round(performance.now() - began)));
  const { fault } = exchange;
  if (fault === 'down') {
    request.socket.destroy();
    return;
  }
  if (fault === 'hang') return;

  const answered = answerBefore(fault) ?? (await mount.room(exchange));
  const reply = fault === 'cut-json-200' ? cutInHalf(answered) : answered;
  entry.verdict = reply.verdict;
  entry.counted = reply.counted;
  const added = world.scenarios.of(mount.provider).latencyMs;
  const latencyMs = world.latencyMs + added + (fault === 'slow' && added === 0 ? SLOW_MS : 0);
  // The time that painting took is part of it, as it is of a server's.
  const restMs = latencyMs - (performance.now() - began);
  if (restMs > 0) await sleep(restMs);
  if (response.destroyed) return;
  const sent = await writeReply(request, response, reply, fault);
  entry.status = sent.status;
  entry.bytes = sent.bytes;
};
