import { BucketsEnv, parseEnv, ProvidersEnv, TablesEnv } from '@cutaway/core/platform/env';
import * as z from 'zod';

export const OperationsApiEnv = z.object({
  ...TablesEnv.pick({ MAIN_TABLE: true, CACHE_TABLE: true, LIMITS_TABLE: true }).shape,
  ...BucketsEnv.pick({ MEDIA_BUCKET: true }).shape,
  ...ProvidersEnv.shape,
  SPEECH_QUEUE_URL: z.url(),
  /** Set where a worker looks at pictures. */
  RANKING_QUEUE_URL: z.url().optional(),
});
export const readEnv = (): z.output<typeof OperationsApiEnv> => parseEnv(OperationsApiEnv, process.env);
