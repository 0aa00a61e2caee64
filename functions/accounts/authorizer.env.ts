import { OwnedSecretEnv, parseEnv, TablesEnv } from '@cutaway/core/platform/env';
import * as z from 'zod';

export const AuthorizerEnv = z.object({
  ...TablesEnv.pick({ MAIN_TABLE: true, LIMITS_TABLE: true }).shape,
  ...OwnedSecretEnv.shape,
  USER_POOL_CLIENT_ID: z.string().min(1),
  /** Calls that one user or key may make. */
  REQUESTS_PER_MINUTE: z.string().regex(/^\d+$/),
  /** `iss` of the access tokens we accept. */
  TOKEN_ISSUER: z.url(),
  /** Where the issuer's public keys are. */
  JWKS_URL: z.url(),
});
export const readEnv = (): z.output<typeof AuthorizerEnv> => parseEnv(AuthorizerEnv, process.env);
