import { BucketsEnv, OwnedSecretEnv, parseEnv, TablesEnv } from '@cutaway/core/platform/env';
import * as z from 'zod';

export const TimelineApiEnv = z.object({ ...TablesEnv.pick({ MAIN_TABLE: true }).shape, ...BucketsEnv.shape, ...OwnedSecretEnv.shape });
export const readEnv = (): z.output<typeof TimelineApiEnv> => parseEnv(TimelineApiEnv, process.env);
