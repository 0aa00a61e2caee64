import { parseEnv, TablesEnv } from '@cutaway/core/platform/env';
import * as z from 'zod';

export const FinishEnv = z.object({ ...TablesEnv.pick({ MAIN_TABLE: true }).shape });
export const readEnv = (): z.output<typeof FinishEnv> => parseEnv(FinishEnv, process.env);
