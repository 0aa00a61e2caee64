import { OwnedSecretEnv, parseEnv, TablesEnv } from '@cutaway/core/platform/env';
import * as z from 'zod';

export const AccountsApiEnv = z.object({
  ...TablesEnv.pick({ MAIN_TABLE: true, LIMITS_TABLE: true }).shape,
  ...OwnedSecretEnv.shape,
  /** Calls without a token that one address may make. */
  OPEN_REQUESTS_PER_MINUTE: z.string().regex(/^\d+$/),
  USER_POOL_CLIENT_ID: z.string().min(1),
});
export const readEnv = (): z.output<typeof AccountsApiEnv> => parseEnv(AccountsApiEnv, process.env);
