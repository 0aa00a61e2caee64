import type { DynamoStoreOptions } from '../platform/dynamo/dynamo-model.ts';
import { DynamoProjectRows } from '../projects/dynamo-project-rows.ts';
import { EMPHASIS_SHAPE } from './emphasis-row.ts';
import type { EmphasisStore } from './emphasis-store.ts';

/** Emphasised words in the table `main`, a row each. */
export const createDynamoEmphasisStore = (options: DynamoStoreOptions): EmphasisStore =>
  new DynamoProjectRows(options, { shape: EMPHASIS_SHAPE });
