import { BucketsEnv, OwnedSecretEnv, parseEnv, TablesEnv } from '@cutaway/core/platform/env';
import * as z from 'zod';

export const ProjectsApiEnv = z.object({
  ...TablesEnv.pick({ MAIN_TABLE: true, IDEMPOTENCY_TABLE: true }).shape,
  ...BucketsEnv.pick({ MEDIA_BUCKET: true }).shape,
  ...OwnedSecretEnv.shape,
});
export const readEnv = (): z.output<typeof ProjectsApiEnv> => parseEnv(ProjectsApiEnv, process.env);
