import { describe, expect, it } from '@jest/globals';
import { getDocs, getHealth, getOpenApi } from '../../../cli/client/index.ts';
import committed from '../../../docs/openapi.json' with { type: 'json' };
import { named, pathOf, routes } from '../support/calls.ts';
import { problemOf, raw } from '../support/http.ts';
import { STAGE } from '../support/stage.ts';
import { clientFor, ok } from '../support/user.ts';

describe('addresses there are none', () => {
  it.each([
    '/',
    '/v1',
    '/v2/projects',
    '/v1/nothing',
    '/v1/projects/prj_1/nothing',
    '/v1/../v1/nothing',
    '/favicon.ico',
    '/v1/%2e%2e/health',
  ])('%s answer as documented errors do', async path => {
    const answer = await raw(path);
    expect(answer.status).toBe(404);
    expect(await problemOf(answer)).toMatchObject({ code: 'NOT_FOUND', status: 404 });
    expect(answer.headers.get('x-request-id')).toBeTruthy();
  });

  it.each(named(routes()))('%s says which methods its address takes to any other', async (_, route) => {
    const taken = routes(other => other.path === route.path).map(other => other.method);
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'].filter(each => !taken.includes(each as never))) {
      const answer = await raw(pathOf(route), { method });
      expect([method, answer.status, answer.headers.get('allow')?.split(', ').sort()]).toEqual([method, 405, [...new Set(taken)].sort()]);
    }
  });
});

describe('headers', () => {
  it('of every answer forbid keeping and guessing it, and name the request', async () => {
    for (const path of ['/v1/health', '/v1/me', '/v1/nothing']) {
      const { headers } = await raw(path);
      expect([headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual(['no-store', 'nosniff']);
      expect(headers.get('strict-transport-security')).toMatch(/max-age=\d{7,}/);
      expect(headers.get('x-request-id')).toBeTruthy();
      expect(headers.get('server') ?? '').not.toMatch(/express|node/i);
    }
  });

  const CONSOLE = 'http://localhost:5173';
  const preflight = (origin: string): Promise<Response> =>
    fetch(`${STAGE.apiUrl}/v1/projects`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,idempotency-key' },
    });

  it('let a browser in from the configured origin, with what it may send and read, and no other', async () => {
    const allowed = await preflight(CONSOLE);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(CONSOLE);
    expect(allowed.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('idempotency-key');
    expect(allowed.headers.get('access-control-allow-credentials')).not.toBe('true');
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
    expect((await raw('/v1/health', { headers: { origin: CONSOLE } })).headers.get('access-control-allow-origin')).toBe(CONSOLE);
    expect(
      (await raw('/v1/health', { headers: { origin: 'https://evil.example' } })).headers.get('access-control-allow-origin'),
    ).toBeNull();
  });
});

describe('what the stage says of itself', () => {
  it('health names the version, the contract is the committed one, and its page is HTML that needs nothing else', async () => {
    const client = clientFor();
    expect(await ok(getHealth({ client }))).toMatchObject({ status: 'ok' });
    expect(await ok(getOpenApi({ client }))).toEqual(committed);
    const page = await getDocs({ client, parseAs: 'text' });
    expect(page.response?.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const text = String(page.data);
    for (const route of routes()) expect(text).toContain(`id="${route.id}"`);
    expect(text).not.toMatch(/<script|https?:\/\/(?!www\.w3)[^"'\s]*\.(js|css)/);
  });
});
