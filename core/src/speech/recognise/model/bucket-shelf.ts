import { readFile, rm } from 'node:fs/promises';
import { isAppError } from '../../../errors/app-error.ts';
import type { MediaFiles } from '../../media-files.ts';
import type { ModelShelf } from './bring-model.ts';
import { CHECKSUMS_FILE, parseChecksums } from './checksums.ts';
import { noModel } from './model-folder.ts';

const NEVER = new AbortController().signal;

/**
 * A model in a bucket, pinned by the list of checksums beside its files.
 * @param prefix of the model's keys, without a slash at its end @param scratch file that may be written
 * @throws AppError `MODEL_UNAVAILABLE` where no list lies there
 */
export const bucketShelf = async (files: MediaFiles, place: string, prefix: string, scratch: string): Promise<ModelShelf> => {
  try {
    await files.download(`${prefix}/${CHECKSUMS_FILE}`, scratch, NEVER);
    const checksums = parseChecksums(await readFile(scratch, 'utf8'));
    return { place, files: checksums, fetch: (path, to) => files.download(`${prefix}/${path}`, to, NEVER) };
  } catch (error) {
    if (isAppError(error, 'UPLOAD_INCOMPLETE'))
      throw noModel(`There is no ${CHECKSUMS_FILE} at ${place}: models in a bucket are pinned by it.`);
    throw error;
  } finally {
    await rm(scratch, { force: true });
  }
};
