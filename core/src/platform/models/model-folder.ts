import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import { AppError } from '../../errors/app-error.ts';
import { verifyModel } from './checksums.ts';
import { type ModelKind, noModel } from './model-kind.ts';
import { type Device, filesOf, type ModelVariant, variantsFor } from './model-variant.ts';

/** A model on this machine's disk, ready to be loaded. */
export interface FoundModel {
  /** As its folder is called: `whisper-base`, or `owner/whisper-base` in the layout of a hub. */
  readonly name: string;
  readonly folder: string;
  /** To be tried in this order. */
  readonly variants: readonly ModelVariant[];
  /** False where no list of checksums lay beside it. */
  readonly verified: boolean;
}

/** Where models may be found. */
export interface ModelFolderOptions {
  /** Holds a folder a model, or a folder an owner with those in it; null: there is none. */
  readonly root: string | null;
  /** Which one; null: the only one there is. */
  readonly name: string | null;
  readonly device: Device;
}

const Config = z.looseObject({ model_type: z.string() });

const isOfKind = async ({ type }: ModelKind, folder: string): Promise<boolean> => {
  const path = join(folder, 'config.json');
  if (!existsSync(path)) return false;
  try {
    return Config.safeParse(JSON.parse(await readFile(path, 'utf8'))).data?.model_type === type;
  } catch (error) {
    throw new AppError('MODEL_UNAVAILABLE', { detail: `${path} is not JSON.`, cause: error });
  }
};

const foldersIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { withFileTypes: true }))
    .filter(entry => entry.isDirectory() || entry.isSymbolicLink())
    .map(entry => join(folder, entry.name))
    .sort();

const modelsIn = async (kind: ModelKind, root: string): Promise<string[]> => {
  const found: string[] = [];
  for (const folder of await foldersIn(root)) {
    if (await isOfKind(kind, folder)) found.push(folder);
    else if (!existsSync(join(folder, 'onnx')))
      for (const inner of await foldersIn(folder)) if (await isOfKind(kind, inner)) found.push(inner);
  }
  return found;
};

const chosen = async (kind: ModelKind, root: string, name: string | null): Promise<string> => {
  if (!existsSync(root)) throw noModel(kind, `There is no folder ${root}.`);
  if (name !== null) {
    const folder = resolve(root, name);
    if (await isOfKind(kind, folder)) return folder;
    throw noModel(kind, `There is no ${kind.name} ${name} in ${root}.`);
  }
  const [only, ...others] = await modelsIn(kind, root);
  if (only === undefined) throw noModel(kind, `There is no ${kind.name} in ${root}.`);
  if (others.length === 0) return only;
  const names = [only, ...others].map(folder => basename(folder)).join(', ');
  throw noModel(kind, `Several ${kind.name}s lie in ${root} (${names}): say which with ${kind.variable}.`);
};

/** @returns how a folder is called below the root */
const nameOf = (root: string, folder: string): string =>
  dirname(folder) === resolve(root) ? basename(folder) : `${basename(dirname(folder))}/${basename(folder)}`;

/**
 * Finds the model of a kind in a folder of models, says which of its files the device is served best by, and checks them. On a
 * GPU the processor's variant is the second choice.
 * @throws AppError `MODEL_UNAVAILABLE`
 */
export const findModel = async (kind: ModelKind, { root, name, device }: ModelFolderOptions): Promise<FoundModel> => {
  if (root === null) throw noModel(kind, 'CUTAWAY_MODELS is not set.');
  const folder = await chosen(kind, root, name);
  const has = (path: string): boolean => existsSync(join(folder, path));
  const variants = variantsFor(kind, has, device);
  const missing = kind.settings.filter(file => !has(file));
  if (missing.length > 0 || variants.length === 0)
    throw noModel(kind, `The model in ${folder} lacks ${missing.length > 0 ? missing.join(', ') : kind.graphsInWords}.`);
  const verified = await verifyModel(
    kind,
    folder,
    filesOf(
      kind,
      variants.map(({ dtype }) => dtype),
      has,
    ),
  );
  return { name: nameOf(root, folder), folder, variants, verified };
};
