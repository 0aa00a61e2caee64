import { accountsRoutes as routes } from '@cutaway/core/api/accounts-routes';
import type { Body, Route, Shape } from '@cutaway/core/api/route';
import { logIn, logOut, refreshTokens, registerAddress } from '@cutaway/core/accounts/log-in';
import { createApiKey, revokeApiKey } from '@cutaway/core/accounts/manage-api-keys';
import { setPicturePolicy } from '@cutaway/core/accounts/set-picture-policy';
import { AppError } from '@cutaway/core/errors/app-error';
import { api, implement, type Answering, type Binding } from '../http/api.ts';
import { once } from '../http/aws.deps.ts';
import { buildDeps } from './api.deps.ts';

const deps = once(buildDeps);

/** A route that needs no token: calls are counted by the address they come from, so that nobody guesses passwords or codes. */
const open = <Params extends Shape, Query extends Shape, In extends Body, Out extends Body>(
  route: Route<Params, Query, In, Out>,
  answer: Answering<Params, Query, In, Out>,
): Binding =>
  implement(route, async request => {
    const retryAfterSeconds = await (await deps()).allowance(`address#${request.sourceAddress}`);
    if (retryAfterSeconds > 0) throw new AppError('RATE_LIMITED', { retryAfterSeconds });
    return answer(request);
  });

export const handler = api([
  open(routes.register, async ({ body }) => {
    await registerAddress(await deps(), body.email, body.password);
    return { body: { state: 'confirmation-sent' as const } };
  }),
  open(routes.confirm, async ({ body }) => {
    await (await deps()).identity.confirm(body.email, body.code);
    return { body: { state: 'confirmed' as const } };
  }),
  open(routes.resend, async ({ body }) => {
    await (await deps()).identity.resendCode(body.email);
    return { body: { state: 'confirmation-sent' as const } };
  }),
  open(routes.login, async ({ body }) => ({ body: await logIn(await deps(), body.email, body.password) })),
  open(routes.refresh, async ({ body }) => ({ body: await refreshTokens(await deps(), body.refreshToken) })),
  implement(routes.logout, async ({ scope, sessionId }) => {
    // An API key has no session to end; it is revoked where it was made.
    if (sessionId !== '') await logOut(await deps(), scope.principalId, sessionId);
    return {};
  }),
  implement(routes.me, ({ scope }) =>
    Promise.resolve({ body: { userId: scope.principalId, workspaceId: scope.workspaceId, role: scope.role } }),
  ),
  implement(routes.getPicturePolicy, async ({ scope }) => ({ body: (await (await deps()).accounts.workspace(scope)).picturePolicy })),
  implement(routes.setPicturePolicy, async ({ scope, body }) => {
    await setPicturePolicy((await deps()).accounts, scope, body);
    return { body };
  }),
  implement(routes.createApiKey, async ({ scope, body }) => {
    const { apiKey, text } = await createApiKey(await deps(), scope, body);
    return { body: { ...apiKey, key: text } };
  }),
  implement(routes.listApiKeys, async ({ scope, query }) => {
    const { items, next } = await (await deps()).apiKeys.list(scope, query);
    return { body: { items: [...items], next } };
  }),
  implement(routes.revokeApiKey, async ({ scope, params }) => {
    await revokeApiKey(await deps(), scope, params.keyId);
    return {};
  }),
]);
