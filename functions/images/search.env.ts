import { ProvidersEnv, TablesEnv, parseEnv, StageEnv } from '@cutaway/core/platform/env';
import * as z from 'zod';

export const SearchEnv = z.object({
  ...StageEnv.shape,
  ...TablesEnv.pick({ CACHE_TABLE: true, LIMITS_TABLE: true }).shape,
  ...ProvidersEnv.shape,
});
export const readEnv = (): z.output<typeof SearchEnv> => parseEnv(SearchEnv, process.env);
