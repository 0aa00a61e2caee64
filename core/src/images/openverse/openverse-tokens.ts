import * as z from 'zod';
import type { Clock } from '../../platform/clock.ts';
import { readAnswer } from '../../platform/provider-http/provider-answer.ts';

const Token = z.object({ access_token: z.string().min(1).max(4_000), expires_in: z.number().positive() });

/** A token is asked for anew so long before it ends. */
const MARGIN_MS = 60_000;
/** After a refusal nobody asks for so long. */
const PAUSE_MS = 10 * 60_000;
const TIMEOUT_MS = 10_000;
const MOST_BYTES = 64 * 1_024;

export interface OpenverseTokensOptions {
  readonly base: URL;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  readonly userAgent: string;
  /** `<client id>:<client secret>` of registered clients, best first, or none. @param refused the one that was refused just now */
  readonly keys: (refused?: string) => Promise<readonly string[]>;
}

interface Held {
  readonly key: string;
  readonly token: string | null;
  readonly untilMs: number;
}

/**
 * Tokens of a registered client, by its id and secret. Where there is no client, or Openverse refuses it or does not answer,
 * there is no token and calls go on anonymously, at the anonymous limits.
 * @returns the token in force, or nothing; another where it has just been refused
 */
export const createOpenverseTokens = ({
  base,
  fetch,
  clock,
  userAgent,
  keys,
}: OpenverseTokensOptions): ((refused?: string) => Promise<readonly string[]>) => {
  let held: Held | null = null;

  const given = async (key: string): Promise<Held | 'refused'> => {
    const none = { key, token: null, untilMs: clock() + PAUSE_MS };
    const colon = key.indexOf(':');
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: key.slice(0, colon),
      client_secret: key.slice(colon + 1),
    });
    const url = new URL(`${base.href.replace(/\/+$/, '')}/v1/auth_tokens/token/`);
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const response = await fetch(url, { method: 'POST', body, headers: { 'user-agent': userAgent }, redirect: 'manual', signal });
      if (response.status === 400 || response.status === 401) return 'refused';
      const answer = Token.safeParse((await readAnswer(response, MOST_BYTES)).json);
      if (!response.ok || !answer.success) return none;
      return { key, token: answer.data.access_token, untilMs: clock() + answer.data.expires_in * 1_000 - MARGIN_MS };
    } catch {
      return none;
    }
  };

  const ask = async (key: string): Promise<Held> => {
    const first = await given(key);
    if (first !== 'refused') return first;
    const instead = (await keys(key)).find(other => other !== key);
    const second = instead === undefined ? 'refused' : await given(instead);
    return second === 'refused' ? { key, token: null, untilMs: clock() + PAUSE_MS } : second;
  };

  return async refused => {
    const [key] = await keys();
    if (key === undefined) return [];
    if (held?.key !== key || held.untilMs <= clock() || (refused !== undefined && held.token === refused)) held = await ask(key);
    return held.token === null ? [] : [held.token];
  };
};
