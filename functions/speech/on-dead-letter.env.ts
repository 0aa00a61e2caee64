import { parseEnv } from '@cutaway/core/platform/env';
import * as z from 'zod';

export const OnDeadLetterEnv = z.object({
  /** Where dead letters are kept, with their reason, until somebody looks. */
  PARKED_QUEUE_URL: z.url(),
});
export const readEnv = (): z.output<typeof OnDeadLetterEnv> => parseEnv(OnDeadLetterEnv, process.env);
