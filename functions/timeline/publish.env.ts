import { BucketsEnv, parseEnv, StageEnv } from '@cutaway/core/platform/env';
import * as z from 'zod';

export const PublishEnv = z.object({ ...StageEnv.shape, ...BucketsEnv.shape });
export const readEnv = (): z.output<typeof PublishEnv> => parseEnv(PublishEnv, process.env);
