import { CONTRACT } from '@cutaway/core/api/contract';
import { docsPage } from '@cutaway/core/api/docs-page/docs-page';
import { OpenApiDocument } from '@cutaway/core/api/docs-page/openapi-document';
import { type Forget, operationsRoutes as routes } from '@cutaway/core/api/operations-routes';
import { LogEvent } from '@cutaway/core/observability/events';
import type { Invalidation } from '@cutaway/core/platform/answer-cache';
import { readiness } from '@cutaway/core/operations/readiness';
import openapi from '../../docs/openapi.json' with { type: 'json' };
import { VERSION } from '@cutaway/core/platform/version';
import type * as z from 'zod';
import { api, implement } from '../http/api.ts';
import { once } from '../http/aws.deps.ts';
import { logger } from '../http/process-logger.ts';
import { buildDeps } from './api.deps.ts';

const deps = once(buildDeps);
const docs = once(() => docsPage(OpenApiDocument.parse(openapi)));

const toForget = (body: z.output<typeof Forget>): Invalidation => {
  if ('entity' in body) return { kind: 'entity', qid: body.entity };
  return 'provider' in body ? { kind: 'provider', provider: body.provider } : { kind: 'key', key: body.key };
};

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
    implement(routes.invalidateCache, async ({ body }) => {
      await (await deps()).cache.invalidate(toForget(body));
      return {};
    }),
  ],
  path => ADDRESSES.filter(({ matches }) => matches.test(path)).map(({ method }) => method),
);
