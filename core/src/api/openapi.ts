import * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { CATALOGUE, type ErrorCode } from '../errors/catalogue.ts';
import { CONTRACT } from './contract.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';

/** Which codes follow from how a route is declared. */
const IMPLIED: readonly (readonly [(route: Route) => boolean, readonly ErrorCode[]])[] = [
  [() => true, ['INTERNAL']],
  [route => route.selfContained !== true, ['UNAVAILABLE']],
  [route => route.access !== 'public', ['UNAUTHENTICATED', 'RATE_LIMITED']],
  [route => route.access === 'public' && route.body !== undefined, ['RATE_LIMITED']],
  [route => route.access !== 'public' && route.access !== 'viewer', ['FORBIDDEN']],
  [route => route.params !== undefined, ['NOT_FOUND']],
  [route => route.body !== undefined || route.query !== undefined, ['BAD_REQUEST']],
  [route => route.body !== undefined, ['PAYLOAD_TOO_LARGE']],
  [route => route.body !== undefined || route.rawBody !== undefined, ['UNSUPPORTED_CONTENT_TYPE']],
  [route => route.conditional === true, ['PRECONDITION_REQUIRED', 'PRECONDITION_FAILED']],
  [route => route.idempotent === true, ['IDEMPOTENCY_MISMATCH', 'CONFLICT']],
];

/** @returns every code a route can answer, its own and those that follow from how it is declared */
export const errorCodesOf = (route: Route): readonly ErrorCode[] => [
  ...new Set([...IMPLIED.flatMap(([applies, codes]) => (applies(route) ? codes : [])), ...route.errors]),
];

const headersOf = (route: Route): z.ZodObject | undefined => {
  const headers = {
    ...(route.idempotent === true && {
      'Idempotency-Key': z.string().min(1).max(200).optional().describe('The same key and body gives the same answer for a day'),
    }),
    ...(route.conditional === true && { 'If-Match': z.string().describe('The etag that was read') }),
  };
  return Object.keys(headers).length === 0 ? undefined : z.object(headers);
};

const errorResponses = (route: Route): NonNullable<ZodOpenApiOperationObject['responses']> => {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of errorCodesOf(route)) byStatus.set(CATALOGUE[code].status, [...(byStatus.get(CATALOGUE[code].status) ?? []), code]);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.map(code => `\`${code}\`: ${CATALOGUE[code].sentence}`).join(' '),
        content: { 'application/problem+json': { schema: Problem } },
      },
    ]),
  );
};

const operation = (route: Route): ZodOpenApiOperationObject => {
  const headers = headersOf(route);
  return {
    operationId: route.id,
    summary: route.summary,
    tags: [route.area],
    ...(route.access === 'public' && { security: [] }),
    requestParams: {
      ...(route.params && { path: route.params }),
      ...(route.query && { query: route.query }),
      ...(headers && { header: headers }),
    },
    ...(route.body && { requestBody: { content: { 'application/json': { schema: route.body } } } }),
    ...(route.rawBody && {
      requestBody: {
        required: true,
        content: Object.fromEntries(route.rawBody.map(type => [type, { schema: { type: 'string', format: 'binary' } }])),
      },
    }),
    responses: {
      [String(route.status)]: {
        description: route.summary,
        ...(route.output && { content: { [route.outputType ?? 'application/json']: { schema: route.output } } }),
      },
      ...((route.mayRedirect === true || route.status === 307) && {
        307: { description: 'The content is at the address in `Location`, for 15 minutes.', headers: z.object({ Location: z.url() }) },
      }),
      ...errorResponses(route),
    },
  };
};

const paths = (): ZodOpenApiPathsObject => {
  const byPath: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const route of CONTRACT) byPath[route.path] = { ...byPath[route.path], [route.method.toLowerCase()]: operation(route) };
  return byPath;
};

/** The contract as OpenAPI 3.1; committed as `docs/openapi.json`, served at `/v1/openapi.json`, and what the client is generated from. */
export const openApiDocument = (): ReturnType<typeof createDocument> =>
  createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Cutaway',
      version: '1',
      description: 'A talk goes in; a timeline of licensed, credited pictures on the words they belong to comes out.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }],
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', description: 'An access token, or an API key (`ctw_…`).' } },
    },
    paths: paths(),
  });
