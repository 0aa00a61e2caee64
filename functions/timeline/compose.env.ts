import { parseEnv, StageEnv } from '@cutaway/core/platform/env';
import * as z from 'zod';

export const ComposeEnv = z.object({ ...StageEnv.shape });
export const readEnv = (): z.output<typeof ComposeEnv> => parseEnv(ComposeEnv, process.env);
