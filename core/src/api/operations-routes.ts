import * as z from 'zod';
import { SearchedProvider } from '../images/provider-config.ts';
import { route } from './route.ts';

const Readiness = z
  .object({
    ready: z.literal(true),
    checks: z.array(z.object({ name: z.string(), state: z.enum(['ok', 'degraded']), detail: z.string() })),
  })
  .meta({ id: 'Readiness', description: 'What the service depends on, from our own records; no provider is called.' });

/** One of three: what is asked for one entity, what one provider said, or the one answer to one question. */
export const Forget = z
  .union([
    z.strictObject({ entity: z.string().regex(/^Q[1-9]\d{0,11}$/) }),
    z.strictObject({ provider: z.enum([...SearchedProvider.options, 'wikidata']) }),
    z.strictObject({ key: z.string().min(1).max(2_000).describe('As the client asks: `pexels|search|landscape|24|lighthouse`') }),
  ])
  .meta({ id: 'Forget', description: 'Kept answers of providers that are good for nothing any more.' });

export const operationsRoutes = {
  health: route({
    id: 'getHealth',
    method: 'GET',
    path: '/v1/health',
    area: 'operations',
    access: 'public',
    selfContained: true,
    summary: 'Whether the API answers',
    status: 200,
    output: z.object({ status: z.literal('ok'), version: z.string() }).meta({ id: 'Health' }),
    errors: [],
  }),
  ready: route({
    id: 'getReadiness',
    method: 'GET',
    path: '/v1/health/ready',
    area: 'operations',
    access: 'public',
    summary: 'Whether jobs can be processed now; what is down is named',
    status: 200,
    output: Readiness,
    errors: ['UNAVAILABLE'],
  }),
  openapi: route({
    id: 'getOpenApi',
    method: 'GET',
    path: '/v1/openapi.json',
    area: 'operations',
    access: 'public',
    selfContained: true,
    summary: 'This contract',
    status: 200,
    output: z.looseObject({ openapi: z.string() }),
    errors: [],
  }),
  docs: route({
    id: 'getDocs',
    method: 'GET',
    path: '/v1/docs',
    area: 'operations',
    access: 'public',
    selfContained: true,
    summary: 'This contract as a page for people',
    status: 200,
    output: z.string(),
    outputType: 'text/html; charset=utf-8',
    errors: [],
  }),
  invalidateCache: route({
    id: 'invalidateCache',
    method: 'POST',
    path: '/v1/admin/cache/invalidate',
    area: 'operations',
    access: 'operator',
    summary: 'Forget kept answers of providers; every process does so within a minute',
    body: Forget,
    status: 204,
    errors: [],
  }),
};
