import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import * as z from 'zod';
import type { VerifyAccessToken } from './authorize.ts';
import { OPERATOR_GROUP } from './operator-group.ts';

const Claims = z.object({
  sub: z.string().min(1),
  origin_jti: z.string().min(1),
  token_use: z.literal('access'),
  client_id: z.string(),
  'cognito:groups': z.array(z.string()).default([]),
});

export interface TokenIssuer {
  readonly issuer: string;
  readonly jwksUrl: string;
  readonly clientId: string;
}

/** Against the user pool's published keys; they are fetched once and again when a token names a new one. */
export const accessTokenVerifier = ({ issuer, jwksUrl, clientId }: TokenIssuer): VerifyAccessToken => {
  const keys = createRemoteJWKSet(new URL(jwksUrl), { cooldownDuration: 5_000, timeoutDuration: 2_000 });
  return async token => {
    try {
      const { payload } = await jwtVerify(token, keys, { issuer, algorithms: ['RS256'] });
      const claims = Claims.parse(payload);
      if (claims.client_id !== clientId) return null;
      return { userId: claims.sub, sessionId: claims.origin_jti, isOperator: claims['cognito:groups'].includes(OPERATOR_GROUP) };
    } catch (error) {
      // An unreachable key set is not the caller's fault: it is thrown, and the gateway answers 500.
      if (error instanceof errors.JWKSTimeout) throw error;
      if (error instanceof errors.JOSEError || error instanceof z.ZodError) return null;
      throw error;
    }
  };
};
