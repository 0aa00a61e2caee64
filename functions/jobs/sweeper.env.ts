import { parseEnv, TablesEnv } from '@cutaway/core/platform/env';
import * as z from 'zod';

export const SweeperEnv = z.object({ ...TablesEnv.pick({ MAIN_TABLE: true }).shape, STATE_MACHINE_ARN: z.string().startsWith('arn:') });
export const readEnv = (): z.output<typeof SweeperEnv> => parseEnv(SweeperEnv, process.env);
