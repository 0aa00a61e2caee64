import * as z from 'zod';
import { route } from './route.ts';

const Readiness = z
  .object({
    ready: z.literal(true),
    checks: z.array(z.object({ name: z.string(), state: z.enum(['ok', 'degraded']), detail: z.string() })),
  })
  .meta({ id: 'Readiness', description: 'What the service depends on, from our own records; no provider is called.' });

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
};
