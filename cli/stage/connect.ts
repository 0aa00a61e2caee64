import { createClient, type Client } from '../client/client/index.ts';
import { getHealth, login, refresh } from '../client/index.ts';
import { CommandError, EXIT } from '../exit-code.ts';
import { readLocalState } from './local-state.ts';
import { persistentFetch } from './persistent-fetch.ts';

export interface StageOptions {
  /** Without `/v1`; absent: the local stage. */
  readonly apiUrl?: string | undefined;
  readonly apiKey?: string | undefined;
  /** Used where there is no key; absent: the demo account of the local stage. */
  readonly account?: Account | undefined;
}

interface Account {
  readonly email: string;
  readonly password: string;
}

/** Refresh when less than this is left of an access token. */
const MARGIN_MS = 60_000;

/**
 * Redirects are followed by hand: the address they lead to is signed, and must not be sent our token even where it has the
 * same origin.
 */
const following = async (request: Request): Promise<Response> => {
  const answer = await fetch(request, { redirect: 'manual' });
  const location = answer.headers.get('location');
  return answer.status === 307 && location !== null ? fetch(location) : answer;
};

const NOT_RUNNING = 'No local stage is running. Start one with `npm start`, or name another with --api-url and CUTAWAY_API_KEY.';

const withLogin = async (client: Client, account: Account): Promise<() => Promise<string>> => {
  const first = await login({ client, body: { ...account } });
  if (first.data === undefined) throw new CommandError(EXIT.refused, `The login was refused: ${first.error.title}`);
  let tokens = first.data;
  let until = Date.now() + tokens.expiresInSeconds * 1_000;
  return async () => {
    if (Date.now() > until - MARGIN_MS) {
      const next = await refresh({ client, body: { refreshToken: tokens.refreshToken } });
      if (next.data === undefined) throw new CommandError(EXIT.refused, `The session could not be refreshed: ${next.error.title}`);
      tokens = next.data;
      until = Date.now() + tokens.expiresInSeconds * 1_000;
    }
    return tokens.accessToken;
  };
};

const reachable = async (client: Client, apiUrl: string): Promise<void> => {
  const { data, response, error } = await getHealth({ client });
  if (response === undefined) throw new CommandError(EXIT.unreachable, `Nothing answers at ${apiUrl}.`, { cause: error });
  if (data?.status !== 'ok') throw new CommandError(EXIT.unreachable, `What answers at ${apiUrl} is no Cutaway stage.`);
};

/** @returns a client that is logged in. @throws CommandError `unreachable` or `refused` */
export const connect = async ({ apiUrl, apiKey, account }: StageOptions): Promise<Client> => {
  const local = apiUrl === undefined ? readLocalState() : null;
  const baseUrl = apiUrl?.replace(/\/(v1\/?)?$/, '') ?? local?.apiUrl;
  if (baseUrl === undefined) throw new CommandError(EXIT.unreachable, NOT_RUNNING);
  await reachable(createClient({ baseUrl }), baseUrl);
  const client = createClient({ baseUrl, fetch: persistentFetch(following) });
  const known = account ?? local?.demo;
  if (apiKey !== undefined && apiKey !== '') client.setConfig({ auth: () => apiKey });
  else if (known !== undefined) client.setConfig({ auth: await withLogin(client, known) });
  else throw new CommandError(EXIT.refused, 'Set CUTAWAY_API_KEY to an API key of that stage.');
  return client;
};
