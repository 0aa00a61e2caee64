import { randomBytes } from 'node:crypto';
import { createClient, type Client } from '../../../cli/client/client/index.ts';
import { createApiKey, getMe, login, type Tokens } from '../../../cli/client/index.ts';
import type { Role } from '../../../core/src/accounts/owner-scope.ts';
import { createAccount, type DemoAccount } from '../../../local/demo-account.ts';
import { makeOperator } from '../../../local/make-operator.ts';
import { contractFetch } from './http.ts';
import { STAGE } from './stage.ts';

/** Speaks for nobody until it is given a token. */
export const clientFor = (token?: string): Client =>
  createClient({ baseUrl: STAGE.apiUrl, fetch: contractFetch, ...(token !== undefined && { auth: () => token }) });

/** An answer of the typed client that has to be a success. */
export const ok = async <T>(call: Promise<{ readonly data?: T; readonly error?: unknown }>): Promise<NonNullable<T>> => {
  const { data, error } = await call;
  if (data === undefined || data === null) throw new Error(`a success was expected: ${JSON.stringify(error)}`);
  return data;
};

export interface User {
  readonly account: DemoAccount;
  readonly tokens: Tokens;
  /** Logged in as the admin of a workspace of the user's own. */
  readonly client: Client;
  readonly workspaceId: string;
}

/** An address that nobody has used. */
export const newAddress = (): string => `${randomBytes(6).toString('hex')}@e2e.example`;

export const logInAs = async (account: DemoAccount): Promise<Tokens> => ok(login({ client: clientFor(), body: account }));

const ENDPOINT = STAGE.aws['AWS_ENDPOINT_URL'] ?? '';

const loggedIn = async (account: DemoAccount): Promise<User> => {
  const tokens = await logInAs(account);
  const client = clientFor(tokens.accessToken);
  return { account, tokens, client, workspaceId: (await ok(getMe({ client }))).workspaceId };
};

/** Somebody who registered, confirmed and logged in, with a workspace that nobody else sees. */
export const newUser = async (): Promise<User> => loggedIn(await createAccount(STAGE.apiUrl, ENDPOINT, newAddress()));

/** The same, and one of those who run the stage. */
export const newOperator = async (): Promise<User> => {
  const account = await createAccount(STAGE.apiUrl, ENDPOINT, newAddress());
  const pool = { endpoint: ENDPOINT, region: STAGE.aws['AWS_REGION'] ?? '', userPoolId: STAGE.outputs.UserPoolId };
  await makeOperator(pool, account.email);
  return loggedIn(account);
};

/** A key of the user's workspace. @returns the whole key */
export const keyOf = async (user: User, role: Role): Promise<string> =>
  (await ok(createApiKey({ client: user.client, body: { name: `a ${role}`, role } }))).key;
