import type { DynamoStoreOptions } from '../platform/dynamo/dynamo-model.ts';
import { DynamoProjectRows } from '../projects/dynamo-project-rows.ts';
import { IMAGE_USE_KIND } from './image-use.ts';
import type { ImageUseStore } from './image-use-store.ts';

/** Uses of pictures in the table `main`, a row each. */
export const createDynamoImageUseStore = (options: DynamoStoreOptions): ImageUseStore => new DynamoProjectRows(options, IMAGE_USE_KIND);
