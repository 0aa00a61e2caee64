import { BucketsEnv, OwnedSecretEnv, parseEnv, TablesEnv } from '@cutaway/core/platform/env';
import * as z from 'zod';

export const OwnImagesApiEnv = z.object({
  ...TablesEnv.pick({ MAIN_TABLE: true }).shape,
  ...BucketsEnv.pick({ MEDIA_BUCKET: true }).shape,
  ...OwnedSecretEnv.shape,
  UPKEEP_FUNCTION: z.string().min(1),
});
export const readEnv = (): z.output<typeof OwnImagesApiEnv> => parseEnv(OwnImagesApiEnv, process.env);
