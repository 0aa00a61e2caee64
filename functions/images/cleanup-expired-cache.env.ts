import { BucketsEnv, parseEnv, ProvidersEnv, TablesEnv } from '@cutaway/core/platform/env';
import * as z from 'zod';

export const CleanupEnv = z.object({
  ...TablesEnv.pick({ MAIN_TABLE: true }).shape,
  ...BucketsEnv.pick({ CATALOGUE_BUCKET: true }).shape,
  ...ProvidersEnv.pick({ PROVIDER_KEYS_SECRET_NAME: true }).shape,
});
export const readEnv = (): z.output<typeof CleanupEnv> => parseEnv(CleanupEnv, process.env);
