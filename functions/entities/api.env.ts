import { OwnedSecretEnv, parseEnv, TablesEnv } from '@cutaway/core/platform/env';
import * as z from 'zod';

export const EntitiesApiEnv = z.object({
  ...TablesEnv.pick({ MAIN_TABLE: true }).shape,
  ...OwnedSecretEnv.shape,
  STATE_MACHINE_ARN: z.string().startsWith('arn:'),
  /** Most jobs of one workspace at a time. */
  CONCURRENT_JOBS: z.string().regex(/^\d+$/),
});
export const readEnv = (): z.output<typeof EntitiesApiEnv> => parseEnv(EntitiesApiEnv, process.env);
