import { BucketsEnv, parseEnv, TablesEnv } from '@cutaway/core/platform/env';
import * as z from 'zod';

export const ImagesApiEnv = z.object({
  ...TablesEnv.pick({ MAIN_TABLE: true }).shape,
  ...BucketsEnv.shape,
  UPKEEP_FUNCTION: z.string().min(1),
});
export const readEnv = (): z.output<typeof ImagesApiEnv> => parseEnv(ImagesApiEnv, process.env);
