import { CONTRACT } from '@cutaway/core/api/contract';
import { docsPage } from '@cutaway/core/api/docs-page/docs-page';
import { OpenApiDocument } from '@cutaway/core/api/docs-page/openapi-document';
import { type Forget, operationsRoutes as routes } from '@cutaway/core/api/operations-routes';
import { LogEvent } from '@cutaway/core/observability/events';
import type { Invalidation } from '@cutaway/core/platform/answer-cache';
import type { KeyTrial } from '@cutaway/core/images/keys/try-key';
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

const VERDICTS = { refused: 'bad-key', 'over-quota': 'over-quota', unreachable: 'unreachable' } as const;

const checkOf = (trial: KeyTrial | null) => {
  if (trial === null) return { verdict: 'no-key' as const, why: 'No key is set.', limit: null, remaining: null };
  if (trial.verdict !== 'accepted') return { verdict: VERDICTS[trial.verdict], why: trial.why, limit: null, remaining: null };
  return { verdict: 'ok' as const, why: '', limit: trial.limit, remaining: trial.remaining };
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
    implement(routes.listProviders, async () => ({ body: { items: [...(await (await deps()).providers.list())] } })),
    implement(routes.putProviderKey, async ({ params, body, scope }) => {
      const { key, trial } = await (await deps()).providers.replaceKey(params.provider, body.key, scope.workspaceId);
      return { body: { key, limit: trial.limit, remaining: trial.remaining } };
    }),
    implement(routes.checkProvider, async ({ params, scope }) => ({
      body: checkOf(await (await deps()).providers.check(params.provider, scope.workspaceId)),
    })),
    implement(routes.invalidateCache, async ({ body }) => {
      await (await deps()).cache.invalidate(toForget(body));
      return {};
    }),
  ],
  path => ADDRESSES.filter(({ matches }) => matches.test(path)).map(({ method }) => method),
);
