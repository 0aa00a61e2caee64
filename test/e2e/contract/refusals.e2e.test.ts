import { beforeAll, describe, expect, it } from '@jest/globals';
import { LIMITS } from '../../../core/src/platform/limits.ts';
import { callRoute, named, routes } from '../support/calls.ts';
import { problemOf, raw } from '../support/http.ts';
import { newProject } from '../support/talk.ts';
import { newOperator, type User } from '../support/user.ts';

let user: User;
let ids: { projectId: string };
beforeAll(async () => {
  // Whom every route lets in.
  user = await newOperator();
  ids = { projectId: (await newProject(user.client)).id };
});
const token = (): string => user.tokens.accessToken;

const codeOf = async (answer: Response): Promise<string> => (await problemOf(answer)).code;

describe('a body', () => {
  it.each(named(routes(route => route.body !== undefined)))('of %s that cannot be read is refused with the reason', async (_, route) => {
    const send = async (body: string, type = 'application/json'): Promise<string> =>
      codeOf(await callRoute(route, { token: token(), ids, body, headers: { 'content-type': type } }));
    expect(await send('{"broken')).toBe('BAD_REQUEST');
    expect(await send('[]')).toBe('BAD_REQUEST');
    expect(await send('"text"')).toBe('BAD_REQUEST');
    expect(await send('{"nothingOfOurs":1}')).toBe('BAD_REQUEST');
    expect(await send('\u0000')).toBe('BAD_REQUEST');
    expect(await send('{}', 'text/csv')).toBe('UNSUPPORTED_CONTENT_TYPE');
    expect(await send('{}', 'application/x-www-form-urlencoded')).toBe('UNSUPPORTED_CONTENT_TYPE');
    expect(await send(`{"name":"${'x'.repeat(LIMITS.jsonBytes.value)}"}`)).toBe('PAYLOAD_TOO_LARGE');
  });

  it.each(named(routes(route => route.rawBody !== undefined)))('of %s in another type than it takes is refused', async (_, route) => {
    for (const type of ['application/octet-stream', 'video/mp4', 'text/csv'])
      expect(await codeOf(await callRoute(route, { token: token(), ids, headers: { 'content-type': type } }))).toBe(
        'UNSUPPORTED_CONTENT_TYPE',
      );
  });

  it('names the field that is wrong, and shows nothing of what was sent', async () => {
    const answer = await raw('/v1/projects', {
      method: 'POST',
      token: token(),
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'x'.repeat(121), language: 42, secret: 'do-not-repeat-me' }),
    });
    const problem = await problemOf(answer);
    expect(problem.issues?.map(issue => issue.at).sort()).toEqual(['body', 'language', 'name']);
    expect(JSON.stringify(problem)).not.toContain('do-not-repeat-me');
  });
});

describe('ids', () => {
  it.each(named(routes(route => route.params !== undefined)))('of %s that are malformed name nothing', async (_, route) => {
    const names = route.path.match(/\{(\w+)\}/g)?.map(name => name.slice(1, -1)) ?? [];
    for (const id of ['x', '%00', 'prj_', "prj_' OR 1=1", 'prj_../../etc', 'workspace#x', '💥', 'x'.repeat(600)]) {
      const answer = await callRoute(route, { token: token(), ids: Object.fromEntries(names.map(name => [name, id])) });
      expect([id, await codeOf(answer)]).toEqual([id, 'NOT_FOUND']);
    }
  });
});

describe('a list', () => {
  it.each(named(routes(route => route.query !== undefined && route.summary.includes('newest first'))))(
    '%s refuses a cursor that is not its own and a page of impossible size',
    async (_, route) => {
      const path = route.path.replace('{projectId}', ids.projectId);
      for (const query of ['limit=0', 'limit=101', 'limit=ten', 'limit=1&limit=2', 'cursor=x', 'cursor=a.b', `cursor=${'x'.repeat(2_001)}`])
        expect([query, await codeOf(await raw(`${path}?${query}`, { token: token() }))]).toEqual([query, 'BAD_REQUEST']);
      expect((await raw(`${path}?limit=1`, { token: token() })).status).toBe(200);
    },
  );
});

describe('a conditional route', () => {
  it.each(named(routes(route => route.conditional === true)))('%s needs the tag that was read, and refuses any other', async (_, route) => {
    const missing = await raw(route.path.replace('{projectId}', ids.projectId), {
      method: route.method,
      token: token(),
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(await codeOf(missing)).toBe('PRECONDITION_REQUIRED');
    for (const tag of ['"v2"', '*', 'v1', 'W/"v1"', '"v1", "v2"', '"v0"'])
      expect([tag, await codeOf(await callRoute(route, { token: token(), ids, headers: { 'if-match': tag } }))]).toEqual([
        tag,
        'PRECONDITION_FAILED',
      ]);
  });
});

describe('an idempotent route', () => {
  it.each(named(routes(route => route.idempotent === true)))('%s refuses a key that is too long', async (_, route) => {
    const problem = await problemOf(await callRoute(route, { token: token(), ids, headers: { 'idempotency-key': 'x'.repeat(201) } }));
    expect(problem).toMatchObject({ code: 'BAD_REQUEST', issues: [{ at: 'Idempotency-Key' }] });
  });
});
