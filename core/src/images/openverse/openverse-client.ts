import { createProviderHttp, type ProviderHttp, type ProviderHttpOptions } from '../../platform/provider-http/provider-http.ts';
import { judgeOpenverse } from './openverse-judge.ts';
import { createOpenverseTokens, type OpenverseTokensOptions } from './openverse-tokens.ts';

/** The client of the account `openverse`: anonymous, or with the token of a registered client where there is one. */
export const createOpenverseHttp = (
  options: Pick<ProviderHttpOptions, 'gate' | 'fetch' | 'clock' | 'userAgent' | 'limits'> & Pick<OpenverseTokensOptions, 'base' | 'keys'>,
): ProviderHttp =>
  createProviderHttp({
    ...options,
    account: 'openverse',
    name: 'Openverse',
    credential: {
      keys: createOpenverseTokens(options),
      apply: (_url, headers, token) => headers.set('authorization', `Bearer ${token}`),
      isOptional: true,
    },
    judge: judgeOpenverse,
  });
