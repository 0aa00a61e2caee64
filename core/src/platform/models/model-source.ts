import { join } from 'node:path';
import { bringModel } from './bring-model.ts';
import { bucketShelf } from './bucket-shelf.ts';
import { hubShelf, pinOf } from './hub-shelf.ts';
import type { ModelFiles } from './model-files.ts';
import { findModel, type FoundModel } from './model-folder.ts';
import { type ModelKind, noModel } from './model-kind.ts';
import type { Device } from './model-variant.ts';

/** Where a model comes from, as an operator says it. */
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
  readonly bucket: (name: string) => ModelFiles;
}

const S3_ADDRESS = /^s3:\/\/([a-z0-9.-]+)\/?(.*?)\/?$/;

/**
 * Finds a model on this machine, in a bucket or, where that is allowed, on a model hub. What is fetched is pinned and
 * kept: in the folder of models, or in the cache.
 * @throws AppError `MODEL_UNAVAILABLE` with the ways to get one
 */
export const modelFrom = async (kind: ModelKind, { models, name, hub, device, cache, bucket }: ModelSource): Promise<FoundModel> => {
  const [, bucketName, prefix = ''] = S3_ADDRESS.exec(models ?? '') ?? [];
  if (bucketName !== undefined) {
    if (name === null) throw noModel(kind, `Several models may lie at ${models ?? ''}: say which with ${kind.variable}.`);
    const place = `${models ?? ''}/${name}`;
    const key = prefix === '' ? name : `${prefix}/${name}`;
    const folder = join(cache, name);
    // Models of several kinds may be fetched at once.
    const from = { files: bucket(bucketName), place, prefix: key, scratch: join(cache, `checksums-${kind.type}.partial`) };
    await bringModel(kind, () => bucketShelf(kind, from), { folder, device });
    return findModel(kind, { root: cache, name, device });
  }
  const pin = name === null ? null : pinOf(name);
  if (pin === null || name === null) return findModel(kind, { root: models, name, device });
  const root = models ?? cache;
  if (hub !== null) await bringModel(kind, () => hubShelf(kind, hub, name), { folder: join(root, pin.repository), device });
  return findModel(kind, { root, name: pin.repository, device });
};
