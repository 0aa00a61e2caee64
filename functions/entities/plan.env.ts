import { parseEnv, StageEnv } from '@cutaway/core/platform/env';
import * as z from 'zod';

export const PlanEnv = z.object({ ...StageEnv.shape });
export const readEnv = (): z.output<typeof PlanEnv> => parseEnv(PlanEnv, process.env);
