import { describe, expect, it } from '@jest/globals';
import { LIMITS } from '../../../core/src/platform/limits.ts';
import { callRoute, routes } from '../support/calls.ts';
import { problemOf, raw } from '../support/http.ts';
import { OPEN_REQUESTS_PER_MINUTE } from '../support/stage-limits.ts';
import { keyOf, newUser } from '../support/user.ts';

/** So many at a time that the emulator's own limit is not reached. */
const AT_ONCE = 12;

/** Calls until one is refused, and what it was refused with. */
const untilRefused = async (
  most: number,
  call: () => Promise<Response>,
): Promise<{ readonly calls: number; readonly answer: Response }> => {
  for (let calls = 0; calls < most; calls += AT_ONCE) {
    const refused = (await Promise.all(Array.from({ length: AT_ONCE }, call))).find(answer => answer.status === 429);
    if (refused !== undefined) return { calls: calls + AT_ONCE, answer: refused };
  }
  throw new Error(`${most} calls were let through`);
};

/** A new minute may have begun since the allowance was used up; then it is used up once more. */
const statusWhenUsedUp = async (useUp: () => Promise<unknown>, call: () => Promise<Response>): Promise<number> => {
  const { status } = await call();
  if (status === 429) return status;
  await useUp();
  return (await call()).status;
};

describe('a caller that asks too often', () => {
  it('is told so on every route until the minute is over, and nobody else is', async () => {
    const user = await newUser();
    const key = await keyOf(user, 'admin');
    // The minute may end in between, so that twice as many calls are let through.
    const { calls, answer } = await untilRefused(2 * LIMITS.requestsPerMinute.value + AT_ONCE, () => raw('/v1/me', { token: key }));
    expect(calls).toBeGreaterThanOrEqual(LIMITS.requestsPerMinute.value);
    expect(await problemOf(answer)).toMatchObject({ code: 'RATE_LIMITED' });
    const seconds = Number(answer.headers.get('retry-after'));
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(60);
    expect((await raw('/v1/me', { token: user.tokens.accessToken })).status).toBe(200);

    const useUp = () => untilRefused(2 * LIMITS.requestsPerMinute.value + AT_ONCE, () => raw('/v1/me', { token: key }));
    for (const route of routes(each => each.access !== 'public'))
      expect([route.id, await statusWhenUsedUp(useUp, () => callRoute(route, { token: key }))]).toEqual([route.id, 429]);
  });

  it('is told so without a token too, counted by its address', async () => {
    const [login, ...others] = routes(route => route.access === 'public' && route.body !== undefined);
    const useUp = () => untilRefused(2 * OPEN_REQUESTS_PER_MINUTE + AT_ONCE, () => callRoute(login!));
    expect(await problemOf((await useUp()).answer)).toMatchObject({ code: 'RATE_LIMITED' });
    for (const route of others) expect([route.id, await statusWhenUsedUp(useUp, () => callRoute(route))]).toEqual([route.id, 429]);
    expect((await raw('/v1/health')).status).toBe(200);
  });
});
