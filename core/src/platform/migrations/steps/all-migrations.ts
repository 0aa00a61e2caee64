import type { Migration } from '../dynamo-migration.ts';
import { markFirstGeneration } from './2026-01-01-mark-first-generation.ts';

/** Every migration, in the order in which they run. */
export const ALL_MIGRATIONS: readonly Migration[] = [markFirstGeneration];
