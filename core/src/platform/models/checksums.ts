import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../errors/app-error.ts';
import type { ModelKind } from './model-kind.ts';
import { filesOf, type WeightType } from './model-variant.ts';

/** As `sha256sum` writes it, with paths relative to its own folder. */
export const CHECKSUMS_FILE = 'SHA256SUMS';

const LINE = /^([0-9a-f]{64}) [ *](.+)$/;

/** @returns the SHA-256 of a file, hexadecimal; reads it as a stream */
export const sha256Of = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
};

/** @returns checksums by path, as a list states them */
export const parseChecksums = (list: string): ReadonlyMap<string, string> =>
  new Map(
    list.split('\n').flatMap(line => {
      const [, sum, path] = LINE.exec(line.trimEnd()) ?? [];
      return sum === undefined || path === undefined ? [] : [[path.replace(/^\.\//, ''), sum] as const];
    }),
  );

/** @returns checksums by path below `folder`, from the list there or in the folder above; null where neither has a list */
const checksumsFor = async (folder: string): Promise<ReadonlyMap<string, string> | null> => {
  const list = [folder, dirname(folder), dirname(dirname(folder))].map(each => join(each, CHECKSUMS_FILE)).find(existsSync);
  if (list === undefined) return null;
  const prefix = relative(dirname(list), folder).split(sep).join('/');
  const entries = [...parseChecksums(await readFile(list, 'utf8'))].flatMap(([name, sum]) => {
    if (prefix === '') return [[name, sum] as const];
    return name.startsWith(`${prefix}/`) ? [[name.slice(prefix.length + 1), sum] as const] : [];
  });
  return entries.length === 0 ? null : new Map(entries);
};

/**
 * Compares the files of a model that are used with their checksums.
 * @param paths below `folder`
 * @returns whether there were checksums to compare with
 * @throws AppError `MODEL_UNAVAILABLE` where a file differs or is not listed
 */
export const verifyModel = async ({ purpose }: ModelKind, folder: string, paths: readonly string[]): Promise<boolean> => {
  const checksums = await checksumsFor(folder);
  if (checksums === null) return false;
  for (const path of paths) {
    if ((await sha256Of(join(folder, path))) === checksums.get(path)) continue;
    throw new AppError('MODEL_UNAVAILABLE', {
      detail: `The ${purpose} is not the one that was pinned: ${path} differs from ${CHECKSUMS_FILE}. Fetch the model again.`,
    });
  }
  return true;
};

interface Pinned {
  readonly folder: string;
  /** Whether its files were compared with their checksums. */
  readonly verified: boolean;
}

/**
 * @returns a hexadecimal name for all files that a type of weights reads, other where one of them is; taken from the checksums they
 * were compared with, or else made by reading them
 */
export const fingerprintOf = async (kind: ModelKind, { folder, verified }: Pinned, dtype: WeightType): Promise<string> => {
  const listed = verified ? await checksumsFor(folder) : null;
  const hash = createHash('sha256');
  for (const path of filesOf(kind, [dtype], file => existsSync(join(folder, file))))
    hash.update(`${listed?.get(path) ?? (await sha256Of(join(folder, path)))}  ${path}\n`);
  return hash.digest('hex');
};
