import type { DynamoStoreOptions } from '../platform/dynamo/dynamo-model.ts';
import { DynamoProjectRows } from '../projects/dynamo-project-rows.ts';
import { ENTITY_SHAPE } from './entity-row.ts';
import type { EntityStore } from './entity-store.ts';

/** Entities in the table `main`, a row each. */
export const createDynamoEntityStore = (options: DynamoStoreOptions): EntityStore =>
  new DynamoProjectRows(options, { shape: ENTITY_SHAPE });
