import { parseEnv, TablesEnv } from '@cutaway/core/platform/env';
import * as z from 'zod';

export const OnExecutionEndedEnv = z.object({ ...TablesEnv.pick({ MAIN_TABLE: true }).shape });
export const readEnv = (): z.output<typeof OnExecutionEndedEnv> => parseEnv(OnExecutionEndedEnv, process.env);
