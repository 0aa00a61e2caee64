import { accountsRoutes as routes } from '@cutaway/core/api/accounts-routes';
import { logIn, logOut, refreshTokens, registerAddress } from '@cutaway/core/accounts/log-in';
import { createApiKey, listApiKeys, revokeApiKey } from '@cutaway/core/accounts/manage-api-keys';
import { api, implement } from '../http/api.ts';
import { once } from '../http/aws.deps.ts';
import { buildDeps } from './api.deps.ts';

const deps = once(buildDeps);

export const handler = api([
  implement(routes.register, async ({ body }) => {
    await registerAddress(await deps(), body.email, body.password);
    return { body: { state: 'confirmation-sent' as const } };
  }),
  implement(routes.confirm, async ({ body }) => {
    await (await deps()).identity.confirm(body.email, body.code);
    return { body: { state: 'confirmed' as const } };
  }),
  implement(routes.resend, async ({ body }) => {
    await (await deps()).identity.resendCode(body.email);
    return { body: { state: 'confirmation-sent' as const } };
  }),
  implement(routes.login, async ({ body }) => ({ body: await logIn(await deps(), body.email, body.password) })),
  implement(routes.refresh, async ({ body }) => ({ body: await refreshTokens(await deps(), body.refreshToken) })),
  implement(routes.logout, async ({ scope, sessionId }) => {
    // An API key has no session to end; it is revoked where it was made.
    if (sessionId !== '') await logOut(await deps(), scope.principalId, sessionId);
    return {};
  }),
  implement(routes.me, ({ scope }) =>
    Promise.resolve({ body: { userId: scope.principalId, workspaceId: scope.workspaceId, role: scope.role } }),
  ),
  implement(routes.createApiKey, async ({ scope, body }) => {
    const { apiKey, text } = await createApiKey(await deps(), scope, body);
    return { body: { ...apiKey, key: text } };
  }),
  implement(routes.listApiKeys, async ({ scope }) => ({ body: { apiKeys: [...(await listApiKeys(await deps(), scope))] } })),
  implement(routes.revokeApiKey, async ({ scope, params }) => {
    await revokeApiKey(await deps(), scope, params.keyId);
    return {};
  }),
]);
