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

export const handler = api([
  implement(routes.health, () => Promise.resolve({ body: { status: 'ok' as const, version: VERSION } })),
  implement(routes.ready, async () => {
    const { checks } = await readiness((await deps()).checks, (name, error) =>
      logger.warn(LogEvent.unexpected, { name, why: error instanceof Error ? error.name : 'unknown' }),
    );
    return { body: { ready: checks.every(check => check.state !== 'down'), checks: [...checks] } };
  }),
  implement(routes.openapi, () => Promise.resolve({ body: openapi })),
]);
