import { KEY_GENERATION } from '../platform/migrations/dynamo-schema-marker.ts';
import type { Standing } from './readiness.ts';

/**
 * Whether this code belongs to the table. A table that nobody has marked yet is new, and good to use.
 * @param generation that the table is laid out by, or null where it was never migrated
 * @throws where it is laid out by another generation of keys than this code reads and writes
 */
export const schemaStanding = (generation: number | null): Standing => {
  if (generation === null) return { state: 'degraded', detail: 'never migrated; run `npm run migrate -- up`' };
  if (generation !== KEY_GENERATION) throw new Error(`the table is of generation ${generation}, this code of ${KEY_GENERATION}`);
  return { state: 'ok', detail: `generation ${generation}` };
};
