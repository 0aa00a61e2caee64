import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Catalogue } from './commons/catalogue.ts';
import { mountCommons } from './commons/commons.ts';
import { SandboxClock } from './control/clock.ts';
import { answerControl } from './control/control-routes.ts';
import { Journal } from './control/journal.ts';
import { Scenarios, type ProviderName } from './control/scenario.ts';
import { CallWindows } from './control/windows.ts';
import { loadKnowledge, type Knowledge } from './knowledge/knowledge.ts';
import { mountOpenverse } from './openverse/openverse.ts';
import { Painter } from './painter/painter.ts';
import { mountPexels } from './pexels/pexels.ts';
import { mountPixabay } from './pixabay/pixabay.ts';
import { fileMemory, NO_MEMORY } from './stock/shelf-memory.ts';
import { jsonReply } from './server/exchange.ts';
import { Gauge, handleRequest } from './server/handle-request.ts';
import { findMount, type Mount } from './server/mount.ts';
import { writeReply } from './server/write-reply.ts';
import { mountUnsplash } from './unsplash/unsplash.ts';
import { mountWikidata } from './wikidata/wikidata.ts';
import { mountWikipedia } from './wikipedia/wikipedia.ts';
import type { AccessKeys, World } from './world.ts';

export interface SandboxOptions {
  /** 0: a free port. */
  readonly port: number;
  /** Waited before every answer, milliseconds. @default 0 */
  readonly latencyMs?: number;
  /** @default `sandbox-<provider>` for each */
  readonly accessKeys?: Partial<AccessKeys>;
  /** Folder that outlives the sandbox: what stock providers have shown is found under its number by the next one too. @default none */
  readonly memory?: string;
}

export interface Sandbox {
  /** Without a trailing slash. */
  readonly url: string;
  /** What `*_API_URL` of each provider has to be to reach it. */
  readonly addresses: Readonly<Record<ProviderName, string>>;
  close(): Promise<void>;
}

const DEFAULT_KEYS: AccessKeys = { unsplash: ['sandbox-unsplash'], pexels: ['sandbox-pexels'], pixabay: ['sandbox-pixabay'] };

const addressesAt = (url: string): Readonly<Record<ProviderName, string>> => ({
  unsplash: `${url}/unsplash`,
  pexels: `${url}/pexels`,
  commons: `${url}/commons/w/api.php`,
  wikidata: `${url}/wikidata/w/api.php`,
  wikipedia: `${url}/wikipedia/w/api.php`,
  openverse: `${url}/openverse`,
  pixabay: `${url}/pixabay`,
});

const listen = (server: Server, port: number): Promise<string> =>
  new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') fail(new Error('The server has no port.'));
      else done(`http://127.0.0.1:${address.port}`);
    });
  });

const mountAll = (world: World): Mount[] => {
  const catalogue = new Catalogue(world.knowledge);
  return [
    ...mountWikidata(world),
    ...mountWikipedia(world, catalogue),
    ...mountCommons(world, catalogue),
    ...mountPexels(world),
    ...mountUnsplash(world),
    ...mountOpenverse(world, catalogue),
    ...mountPixabay(world),
  ];
};

const handle = async (
  world: World,
  mounts: readonly Mount[],
  gauge: Gauge,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const url = new URL(request.url ?? '/', world.origin);
  const mount = findMount(mounts, url.pathname);
  if (mount !== null) return handleRequest(world, gauge, mount, url, request, response);
  const isControl = url.pathname.startsWith('/__');
  const reply = isControl
    ? await answerControl(world, request, url)
    : jsonReply(404, { error: 'No provider here.', providers: addressesAt(world.origin) });
  await writeReply(request, response, reply, null);
};

/**
 * Starts the sandbox on 127.0.0.1. It is ready when the promise resolves, about a second later.
 * @param knowledge what it knows, where a part of the slice will do
 */
export const startSandbox = async (options: SandboxOptions, knowledge: Knowledge = loadKnowledge()): Promise<Sandbox> => {
  const server = createServer();
  const { memory } = options;
  const url = await listen(server, options.port);
  const world: World = {
    origin: url,
    latencyMs: options.latencyMs ?? 0,
    accessKeys: { ...DEFAULT_KEYS, ...options.accessKeys },
    clock: new SandboxClock(Date.now),
    scenarios: new Scenarios(),
    windows: new CallWindows(),
    journal: new Journal(),
    knowledge,
    painter: new Painter(),
    memoryOf: provider => (memory === undefined ? NO_MEMORY : fileMemory(join(memory, `${provider}.jsonl`))),
  };
  const mounts = mountAll(world);
  const gauge = new Gauge();
  server.on('request', (request, response) => {
    handle(world, mounts, gauge, request, response).catch((error: unknown) => {
      process.emitWarning(error instanceof Error ? (error.stack ?? error.message) : String(error));
      if (!response.headersSent)
        response.writeHead(500, { 'content-type': 'text/plain' }).end('The sandbox failed; its own output says why.');
      else response.destroy();
    });
  });
  return {
    url,
    addresses: addressesAt(url),
    close: () =>
      new Promise((done, fail) => {
        server.close(error => (error === undefined ? done() : fail(error)));
        server.closeAllConnections();
      }),
  };
};
