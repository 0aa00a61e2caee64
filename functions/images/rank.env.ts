import { parseEnv, StageEnv } from '@cutaway/core/platform/env';
import * as z from 'zod';

export const RankEnv = z.object({ ...StageEnv.shape });
export const readEnv = (): z.output<typeof RankEnv> => parseEnv(RankEnv, process.env);
