import { readFile, rm } from 'node:fs/promises';
import { isAppError } from '../../errors/app-error.ts';
import type { ModelShelf } from './bring-model.ts';
import { CHECKSUMS_FILE, parseChecksums } from './checksums.ts';
import type { ModelFiles } from './model-files.ts';
import { type ModelKind, noModel } from './model-kind.ts';

const NEVER = new AbortController().signal;

/** Where in a bucket a model lies. */
export interface BucketPlace {
  readonly files: ModelFiles;
  /** For people. */
  readonly place: string;
  /** Of the model's keys, without a slash at its end. */
  readonly prefix: string;
  /** File that may be written. */
  readonly scratch: string;
}

/**
 * A model in a bucket, pinned by the list of checksums beside its files.
 * @throws AppError `MODEL_UNAVAILABLE` where no list lies there
 */
export const bucketShelf = async (kind: ModelKind, { files, place, prefix, scratch }: BucketPlace): Promise<ModelShelf> => {
  try {
    await files.download(`${prefix}/${CHECKSUMS_FILE}`, scratch, NEVER);
    const checksums = parseChecksums(await readFile(scratch, 'utf8'));
    return { place, files: checksums, fetch: (path, to) => files.download(`${prefix}/${path}`, to, NEVER) };
  } catch (error) {
    if (isAppError(error, 'UPLOAD_INCOMPLETE'))
      throw noModel(kind, `There is no ${CHECKSUMS_FILE} at ${place}: models in a bucket are pinned by it.`);
    throw error;
  } finally {
    await rm(scratch, { force: true });
  }
};
