import { AppError } from '../errors/app-error.ts';
import type { Clock } from '../platform/clock.ts';
import { ConflictError, NotFoundError } from '../platform/dynamo/store-errors.ts';
import type { NewId } from '../platform/ids.ts';
import { whileRacing } from '../platform/optimistic-change.ts';
import { plainText } from '../platform/plain-text.ts';
import type { OwnedKeys } from '../platform/owned-keys.ts';
import type { AccountStore } from './account-store.ts';
import type { IdentityProvider, IssuedTokens } from './identity-provider.ts';
import { isStrongPassword } from './password-policy.ts';
import { openRefreshToken, REFRESH_DAYS, sealRefreshToken } from './refresh-token.ts';
import type { SessionStore } from './session-store.ts';
import { endSession, refreshSession } from './session.ts';

export interface LogInDeps {
  readonly identity: IdentityProvider;
  readonly accounts: AccountStore;
  readonly sessions: SessionStore;
  readonly keys: OwnedKeys;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** As the API answers it. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInSeconds: number;
  readonly tokenType: 'Bearer';
}

const handOut = async (deps: LogInDeps, issued: IssuedTokens, generation: number): Promise<Tokens> => {
  const claims = { userId: issued.userId, sessionId: issued.sessionId, generation, pool: issued.refreshToken };
  const [key] = await deps.keys.keys('refresh-token');
  const refreshToken = await sealRefreshToken(claims, key, deps.clock());
  return { accessToken: issued.accessToken, refreshToken, expiresInSeconds: issued.expiresInSeconds, tokenType: 'Bearer' };
};

/** A first log-in opens the user's workspace; a process killed in between leaves it to the next one. */
const openWorkspace = async (deps: LogInDeps, issued: IssuedTokens): Promise<void> => {
  const createdAt = new Date(deps.clock()).toISOString();
  const id = deps.newId('wsp');
  const workspace = {
    schemaVersion: 1,
    id,
    name: plainText(issued.email.split('@')[0] ?? 'workspace'),
    createdAt,
    picturePolicy: {},
    version: 1,
  } as const;
  const admin = {
    schemaVersion: 1,
    userId: issued.userId,
    workspaceId: id,
    email: issued.email,
    role: 'admin',
    createdAt,
    version: 1,
  } as const;
  await deps.accounts.open(workspace, admin);
};

/** An address that is registered already is answered like a new one. @throws AppError WEAK_PASSWORD */
export const registerAddress = async ({ identity }: Pick<LogInDeps, 'identity'>, email: string, password: string): Promise<void> => {
  if (!isStrongPassword(password)) throw new AppError('WEAK_PASSWORD');
  await identity.register(email, password);
};

/** @throws AppError BAD_CREDENTIALS, NOT_CONFIRMED */
export const logIn = async (deps: LogInDeps, email: string, password: string): Promise<Tokens> => {
  const issued = await deps.identity.login(email, password);
  await openWorkspace(deps, issued);
  const nowMs = deps.clock();
  const now = new Date(nowMs).toISOString();
  await deps.sessions.create({
    schemaVersion: 1,
    id: issued.sessionId,
    userId: issued.userId,
    device: plainText('API'),
    createdAt: now,
    refreshedAt: now,
    refreshGeneration: 0,
    expiresAt: new Date(nowMs + REFRESH_DAYS * 86_400_000).toISOString(),
    ended: null,
    version: 1,
  });
  return handOut(deps, issued, 0);
};

const endStored = (
  { sessions, clock }: Pick<LogInDeps, 'sessions' | 'clock'>,
  userId: string,
  sessionId: string,
  why: Parameters<typeof endSession>[1],
): Promise<void> =>
  whileRacing(async () => {
    const session = await sessions.find(userId, sessionId);
    const ended = endSession(session, why, clock());
    if (ended !== session) await sessions.save(ended);
  });

/**
 * Exchanges a refresh token for the next one. A token that was used before ends the session for whoever holds either: one
 * of them stole it.
 * @throws AppError SESSION_ENDED
 */
export const refreshTokens = async (deps: LogInDeps, token: string): Promise<Tokens> => {
  const claims = await openRefreshToken(token, await deps.keys.keys('refresh-token'), deps.clock());
  const session = await deps.sessions.find(claims.userId, claims.sessionId).catch((error: unknown) => {
    throw error instanceof NotFoundError ? new AppError('SESSION_ENDED', { cause: error }) : error;
  });
  const next = refreshSession(session, claims.generation, deps.clock());
  if (next.kind === 'ended') throw new AppError('SESSION_ENDED');
  if (next.kind === 'reused') {
    await endStored(deps, claims.userId, claims.sessionId, 'refresh-reused');
    await deps.identity.revoke(claims.pool);
    throw new AppError('SESSION_ENDED', { internal: `refresh token of generation ${claims.generation} came back` });
  }
  const issued = await deps.identity.refresh(claims.pool);
  await deps.sessions.save(next.session).catch((error: unknown) => {
    // Two refreshes with one token at the same time: the second is a reuse like any other, but ends nothing by itself.
    throw error instanceof ConflictError ? new AppError('SESSION_ENDED', { cause: error }) : error;
  });
  return handOut(deps, { ...issued, sessionId: claims.sessionId }, next.session.refreshGeneration);
};

/** Ends the session; its access tokens are refused from the next request on. Twice is harmless. */
export const logOut = (deps: Pick<LogInDeps, 'sessions' | 'clock'>, userId: string, sessionId: string): Promise<void> =>
  endStored(deps, userId, sessionId, 'logout');
