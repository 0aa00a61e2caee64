import type { Clock } from '../platform/clock.ts';
import type { OwnedKeys } from '../platform/owned-keys.ts';
import { isSecretOf, parseKey } from './api-key-secret.ts';
import { isKeyLive } from './api-key.ts';
import type { CredentialLookup } from './credential-lookup.ts';
import type { ScopeClaims } from './owner-scope.ts';
import { isLive } from './session.ts';

/** Checks signature, issuer, client, use and expiry of an access token. @returns null for any that is not good */
export type VerifyAccessToken = (
  token: string,
) => Promise<{ readonly userId: string; readonly sessionId: string; readonly isOperator: boolean } | null>;

export interface AuthorizeDeps {
  readonly lookup: CredentialLookup;
  readonly verifyAccessToken: VerifyAccessToken;
  readonly keys: OwnedKeys;
  readonly clock: Clock;
}

/** A caller that is vouched for. For API keys `sessionId` is empty, and they never speak for an operator. */
export type Caller = ScopeClaims & { readonly sessionId: string; readonly isOperator: boolean };

const byApiKey = async (deps: AuthorizeDeps, text: string): Promise<Caller | null> => {
  const presented = parseKey(text);
  if (presented === null) return null;
  const [key, peppers] = await Promise.all([deps.lookup.apiKey(presented.keyId), deps.keys.keys('api-key-pepper')]);
  if (key === null || !isSecretOf(key.hash, presented.secret, peppers) || !isKeyLive(key, deps.clock())) return null;
  return { workspaceId: key.workspaceId, principalId: key.id, role: key.role, sessionId: '', isOperator: false };
};

const byAccessToken = async (deps: AuthorizeDeps, token: string): Promise<Caller | null> => {
  const verified = await deps.verifyAccessToken(token);
  if (verified === null) return null;
  const { session, member } = await deps.lookup.session(verified.userId, verified.sessionId);
  if (session === null || member === null || !isLive(session, deps.clock())) return null;
  const { workspaceId, userId: principalId, role } = member;
  return { workspaceId, principalId, role, sessionId: session.id, isOperator: verified.isOperator };
};

/** @param header value of `Authorization` @returns null for everybody we cannot vouch for, without saying why */
export const authorize = async (deps: AuthorizeDeps, header: string): Promise<Caller | null> => {
  const token = /^Bearer ([\w.-]{1,8000})$/i.exec(header)?.[1];
  if (token === undefined) return null;
  return token.startsWith('ctw_') ? byApiKey(deps, token) : byAccessToken(deps, token);
};
