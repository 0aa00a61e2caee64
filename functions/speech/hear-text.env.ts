import { parseEnv, StageEnv } from '@cutaway/core/platform/env';
import * as z from 'zod';

export const HearTextEnv = z.object({ ...StageEnv.shape });
export const readEnv = (): z.output<typeof HearTextEnv> => parseEnv(HearTextEnv, process.env);
