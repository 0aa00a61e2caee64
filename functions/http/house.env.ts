import { parseEnv } from '@cutaway/core/platform/env';
import * as z from 'zod';

/** What the house sets for every function. */
export const HouseEnv = z.object({ POWERTOOLS_SERVICE_NAME: z.string().default('unnamed'), CUTAWAY_FAULTS: z.string().optional() });
export const readHouseEnv = (): z.output<typeof HouseEnv> => parseEnv(HouseEnv, process.env);
