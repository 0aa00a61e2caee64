import type { Migration } from '../dynamo-migration.ts';
import { removeSchemaMarker, writeSchemaMarker } from '../dynamo-schema-marker.ts';

/** Marks a new table as laid out by the first generation of keys; readiness compares the mark with the code's own. */
export const markFirstGeneration: Migration = {
  name: '2026-01-01-mark-first-generation',
  up: context => writeSchemaMarker(context, 1),
  down: removeSchemaMarker,
};
