import { join } from 'node:path';
import type { MediaFiles } from '../../media-files.ts';
import { bringModel } from './bring-model.ts';
import { bucketShelf } from './bucket-shelf.ts';
import { hubShelf, pinOf } from './hub-shelf.ts';
import { findModel, noModel, type RecogniserModel } from './model-folder.ts';
import type { Device } from './model-variant.ts';

/** Where the recogniser comes from, as an operator says it. */
export interface ModelSource {
  /** Folder of models, or `s3://bucket/prefix`; null: none. */
  readonly models: string | null;
  /** Which one: `name`, `owner/name`, or `owner/name@commit` of a hub; null: the only one there is. */
  readonly name: string | null;
  /** Address of a model hub that may be asked once; null: none may. */
  readonly hub: string | null;
  readonly device: Device;
  /** Folder for what is fetched from a bucket. */
  readonly cache: string;
  /** @returns the files of a bucket */
  readonly bucket: (name: string) => MediaFiles;
}

const S3_ADDRESS = /^s3:\/\/([a-z0-9.-]+)\/?(.*?)\/?$/;

/**
 * Finds the recogniser on this machine, in a bucket or, where that is allowed, on a model hub. What is fetched is pinned and
 * kept: in the folder of models, or in the cache.
 * @throws AppError `MODEL_UNAVAILABLE` with the ways to get one
 */
export const modelFrom = async ({ models, name, hub, device, cache, bucket }: ModelSource): Promise<RecogniserModel> => {
  const [, bucketName, prefix = ''] = S3_ADDRESS.exec(models ?? '') ?? [];
  if (bucketName !== undefined) {
    if (name === null) throw noModel(`Several models may lie at ${models ?? ''}: say which with CUTAWAY_RECOGNISER.`);
    const place = `${models ?? ''}/${name}`;
    const key = prefix === '' ? name : `${prefix}/${name}`;
    const folder = join(cache, name);
    await bringModel(() => bucketShelf(bucket(bucketName), place, key, join(cache, 'checksums.partial')), folder, device);
    return findModel({ root: cache, name, device });
  }
  const pin = name === null ? null : pinOf(name);
  if (pin === null || name === null) return findModel({ root: models, name, device });
  const root = models ?? cache;
  if (hub !== null) await bringModel(() => hubShelf(hub, name), join(root, pin.repository), device);
  return findModel({ root, name: pin.repository, device });
};
