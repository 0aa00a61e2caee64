import { describe, expect, it } from '@jest/globals';
import { CONTRACT } from '../../core/src/api/contract.ts';
import { errorCodesOf, openApiDocument } from '../../core/src/api/openapi.ts';
import { CATALOGUE, isErrorCode } from '../../core/src/errors/catalogue.ts';
import { answererOf, type Route } from '../../core/src/api/route.ts';
import { ROOT } from './repository.ts';

// Handlers say in their log that a call without a stage around it failed; that is what is asked of them here.
process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';

const byId = (routes: readonly Route[]): readonly (readonly [string, Route])[] => routes.map(route => [route.id, route]);

const duplicates = (values: readonly string[]): readonly string[] => values.filter((value, index) => values.indexOf(value) !== index);

/** A call as the gateway hands it over, of somebody nobody vouches for; parameters are filled with what names nothing. */
const anonymousCall = ({ method, path }: Route): object => ({
  version: '2.0',
  rawPath: path.replaceAll(/\{\w+\}/g, 'nothing'),
  headers: {},
  pathParameters: {},
  requestContext: { requestId: 'r', http: { method, path }, authorizer: {} },
});

const statusesOf = (route: Route): readonly number[] => [route.status, ...(route.mayRedirect === true ? [307] : [])];

const statusOf = async (route: Route): Promise<number> => {
  const { handler } = (await import(`${ROOT}/functions/${answererOf(route)}.handler.ts`)) as {
    readonly handler: (event: object, context: object) => Promise<{ readonly statusCode: number }>;
  };
  return (await handler(anonymousCall(route), {})).statusCode;
};

describe('the contract', () => {
  it('names each route once, by id and by address', () => {
    expect(duplicates(CONTRACT.map(route => route.id))).toEqual([]);
    expect(duplicates(CONTRACT.map(route => `${route.method} ${route.path}`))).toEqual([]);
  });

  it('declares only errors that the catalogue has, each once for a route', () => {
    expect(CONTRACT.flatMap(errorCodesOf).filter(code => !isErrorCode(code))).toEqual([]);
    expect(CONTRACT.filter(route => duplicates(route.errors).length > 0)).toEqual([]);
  });

  it('has every status a route can answer in the document', () => {
    const { paths } = openApiDocument();
    for (const route of CONTRACT) {
      const documented = Object.keys(paths?.[route.path]?.[route.method.toLowerCase() as 'get']?.responses ?? {});
      const errors = errorCodesOf(route).map(code => CATALOGUE[code].status);
      expect([route.id, new Set(documented)]).toEqual([route.id, new Set([...statusesOf(route), ...errors].map(String))]);
    }
  });

  it.each(byId(CONTRACT.filter(route => route.access !== 'public')))(
    '%s is answered by its area, and refuses whom nobody vouches for',
    async (_, route) => {
      expect(await statusOf(route)).toBe(401);
    },
  );

  it.each(byId(CONTRACT.filter(route => route.access === 'public')))('%s is answered by its area, and needs no token', async (_, route) => {
    expect([401, 403, 404, 405]).not.toContain(await statusOf(route));
  });
});
