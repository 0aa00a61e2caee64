import { BucketsEnv, ProvidersEnv, TablesEnv, parseEnv, StageEnv } from '@cutaway/core/platform/env';
import * as z from 'zod';

export const AcquireEnv = z.object({
  ...StageEnv.shape,
  ...TablesEnv.pick({ CACHE_TABLE: true, LIMITS_TABLE: true }).shape,
  ...BucketsEnv.shape,
  ...ProvidersEnv.shape,
});
export const readEnv = (): z.output<typeof AcquireEnv> => parseEnv(AcquireEnv, process.env);
