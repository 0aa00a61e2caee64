import * as z from 'zod';
import { KeyedProvider, ProviderKey } from '../images/keys/key-ring.ts';
import { SearchedProvider } from '../images/provider-config.ts';
import { ProviderKeyView, ProviderView } from '../operations/provider-view.ts';
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

const Stated = z.int().nonnegative().nullable();

/** What came of one real call. */
const ProviderCheck = z
  .object({
    verdict: z.enum(['ok', 'no-key', 'bad-key', 'over-quota', 'unreachable']),
    why: z.string().describe('The provider’s own words where it refused; empty where all is well'),
    limit: Stated.describe('Calls its headers allow in their window: the tier; null where they say nothing'),
    remaining: Stated,
  })
  .meta({ id: 'ProviderCheck' });

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
  listProviders: route({
    id: 'listProviders',
    method: 'GET',
    path: '/v1/admin/providers',
    area: 'operations',
    access: 'operator',
    summary: 'How every picture source stands by our own books: quota, breaker, age of its key',
    status: 200,
    output: z.object({ items: z.array(ProviderView) }).meta({ id: 'ProviderList' }),
    errors: [],
  }),
  putProviderKey: route({
    id: 'putProviderKey',
    method: 'PUT',
    path: '/v1/admin/providers/{provider}/key',
    area: 'operations',
    access: 'operator',
    summary: 'Give a new key: it is tried with one real call before it comes into force, and the one before is kept for a day',
    params: z.object({ provider: KeyedProvider }),
    body: z.strictObject({ key: ProviderKey }).meta({ id: 'NewProviderKey' }),
    status: 200,
    output: z.object({ key: ProviderKeyView, limit: Stated, remaining: Stated }).meta({ id: 'ReplacedProviderKey' }),
    errors: ['PROVIDER_KEY_REFUSED', 'PROVIDER_KEY_UNTRIED'],
  }),
  checkProvider: route({
    id: 'checkProvider',
    method: 'POST',
    path: '/v1/admin/providers/{provider}/check',
    area: 'operations',
    access: 'operator',
    summary: 'Ask a picture source once, with the key in force',
    params: z.object({ provider: SearchedProvider }),
    status: 200,
    output: ProviderCheck,
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
