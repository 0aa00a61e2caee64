import { parseEnv } from '@cutaway/core/platform/env';
import * as z from 'zod';

export const RotateOwnedEnv = z.object({ OWNED_SECRET_NAME: z.string().min(1) });
export const readEnv = (): z.output<typeof RotateOwnedEnv> => parseEnv(RotateOwnedEnv, process.env);
