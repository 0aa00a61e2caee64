import { CONTRACT } from '@cutaway/core/api/contract';
import { docsPage } from '@cutaway/core/api/docs-page/docs-page';
import { OpenApiDocument } from '@cutaway/core/api/docs-page/openapi-document';
import { operationsRoutes as routes } from '@cutaway/core/api/operations-routes';
import { LogEvent } from '@cutaway/core/observability/events';
import { readiness } from '@cutaway/core/operations/readiness';
import openapi from '../../docs/openapi.json' with { type: 'json' };
import { VERSION } from '@cutaway/core/platform/version';
import { api, implement } from '../http/api.ts';
import { once } from '../http/aws.deps.ts';
import { logger } from '../http/process-logger.ts';
import { buildDeps } from './api.deps.ts';

const deps = once(buildDeps);
const docs = once(() => docsPage(OpenApiDocument.parse(openapi)));

const ADDRESSES = CONTRACT.map(({ method, path }) => ({ method, matches: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`) }));

export const handler = api(
  [
    implement(routes.health, () => Promise.resolve({ body: { status: 'ok' as const, version: VERSION } })),
    implement(routes.ready, async () => {
      const tell = (name: string, error: unknown): void =>
        logger.warn(LogEvent.unexpected, { name, why: error instanceof Error ? error.name : 'unknown' });
      return { body: { ready: true as const, checks: [...(await readiness((await deps()).checks, tell))] } };
    }),
    implement(routes.openapi, () => Promise.resolve({ body: openapi })),
    implement(routes.docs, async () => ({ body: await docs() })),
  ],
  path => ADDRESSES.filter(({ matches }) => matches.test(path)).map(({ method }) => method),
);
