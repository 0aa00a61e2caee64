import { createServer, type Server } from 'node:http';
import type { Registry } from 'prom-client';

export interface Health {
  /** Whether work is taken now, and what stands in the way otherwise. */
  ready(): { readonly ready: boolean; readonly detail: Readonly<Record<string, unknown>> };
  readonly metrics: Registry;
}

/** `/healthz`: the process answers. `/readyz`: it takes work, with the state of its models and of the talk in work. `/metrics`: Prometheus text. */
export const startHealthServer = (port: number, health: Health): Promise<Server> => {
  const server = createServer((request, response) => {
    void (async () => {
      switch (request.url ?? '') {
        case '/healthz':
          response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}');
          return;
        case '/readyz': {
          const { ready, detail } = health.ready();
          response.writeHead(ready ? 200 : 503, { 'content-type': 'application/json' }).end(JSON.stringify({ ready, ...detail }));
          return;
        }
        case '/metrics':
          response.writeHead(200, { 'content-type': health.metrics.contentType }).end(await health.metrics.metrics());
          return;
        default:
          response.writeHead(404).end();
      }
    })();
  });
  return new Promise((done, fail) => {
    server.once('error', fail);
    // ECS probes from inside the task; nothing else may reach it.
    server.listen(port, '127.0.0.1', () => done(server));
  });
};
