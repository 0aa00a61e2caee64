import { BucketsEnv, parseEnv, ProvidersEnv, TablesEnv } from '@cutaway/core/platform/env';
import * as z from 'zod';

export const UpkeepEnv = z.object({
  ...TablesEnv.pick({ MAIN_TABLE: true, CACHE_TABLE: true, LIMITS_TABLE: true }).shape,
  ...BucketsEnv.shape,
  ...ProvidersEnv.shape,
});
export const readEnv = (): z.output<typeof UpkeepEnv> => parseEnv(UpkeepEnv, process.env);
