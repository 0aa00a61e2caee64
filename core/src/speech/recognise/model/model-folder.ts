import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import * as z from 'zod';
import { AppError } from '../../../errors/app-error.ts';
import { verifyModel } from './checksums.ts';
import { type Device, filesOf, type ModelVariant, SETTINGS_FILES, variantsFor } from './model-variant.ts';

/** A recogniser on this machine's disk, ready to be loaded. */
export interface RecogniserModel {
  /** As its folder is called: `whisper-base`, or `owner/whisper-base` in the layout of a hub. */
  readonly name: string;
  readonly folder: string;
  /** To be tried in this order. */
  readonly variants: readonly ModelVariant[];
  /** False where no list of checksums lay beside it. */
  readonly verified: boolean;
}

/** Where recognisers may be found. */
export interface ModelFolderOptions {
  /** Holds a folder a model, or a folder an owner with those in it; null: there is none. */
  readonly root: string | null;
  /** Which one; null: the only one there is. */
  readonly name: string | null;
  readonly device: Device;
}

const Config = z.looseObject({ model_type: z.literal('whisper') });

const isRecogniser = async (folder: string): Promise<boolean> => {
  const path = join(folder, 'config.json');
  if (!existsSync(path)) return false;
  try {
    return Config.safeParse(JSON.parse(await readFile(path, 'utf8'))).success;
  } catch (error) {
    throw new AppError('MODEL_UNAVAILABLE', { detail: `${path} is not JSON.`, cause: error });
  }
};

const foldersIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder, { withFileTypes: true }))
    .filter(entry => entry.isDirectory() || entry.isSymbolicLink())
    .map(entry => join(folder, entry.name))
    .sort();

const recognisersIn = async (root: string): Promise<string[]> => {
  const found: string[] = [];
  for (const folder of await foldersIn(root)) {
    if (await isRecogniser(folder)) found.push(folder);
    else if (!existsSync(join(folder, 'onnx')))
      for (const inner of await foldersIn(folder)) if (await isRecogniser(inner)) found.push(inner);
  }
  return found;
};

/** How to get a recogniser, for people. */
const WAYS =
  'Put a Whisper model in ONNX form with word timestamps (such as onnx-community/whisper-base_timestamped) into a folder and set CUTAWAY_MODELS to it, or give the words with the media (SRT, VTT or JSON).';

export const noModel = (why: string): AppError => new AppError('MODEL_UNAVAILABLE', { detail: `${why} ${WAYS}` });

const chosen = async (root: string, name: string | null): Promise<string> => {
  if (!existsSync(root)) throw noModel(`There is no folder ${root}.`);
  if (name !== null) {
    const folder = resolve(root, name);
    if (await isRecogniser(folder)) return folder;
    throw noModel(`There is no Whisper model ${name} in ${root}.`);
  }
  const [only, ...others] = await recognisersIn(root);
  if (only === undefined) throw noModel(`There is no Whisper model in ${root}.`);
  if (others.length === 0) return only;
  const names = [only, ...others].map(folder => basename(folder)).join(', ');
  throw noModel(`Several Whisper models lie in ${root} (${names}): say which with CUTAWAY_RECOGNISER.`);
};

/** @returns how a folder is called below the root */
const nameOf = (root: string, folder: string): string =>
  dirname(folder) === resolve(root) ? basename(folder) : `${basename(dirname(folder))}/${basename(folder)}`;

/**
 * Finds the recogniser in a folder of models, says which of its files the device is served best by, and checks them. On a
 * GPU the processor's variant is the second choice.
 * @throws AppError `MODEL_UNAVAILABLE`
 */
export const findModel = async ({ root, name, device }: ModelFolderOptions): Promise<RecogniserModel> => {
  if (root === null) throw noModel('CUTAWAY_MODELS is not set.');
  const folder = await chosen(root, name);
  const has = (path: string): boolean => existsSync(join(folder, path));
  const variants = variantsFor(has, device);
  const missing = SETTINGS_FILES.filter(file => !has(file));
  if (missing.length > 0 || variants.length === 0)
    throw noModel(`The model in ${folder} lacks ${missing.length > 0 ? missing.join(', ') : 'the graphs of its encoder and decoder'}.`);
  const verified = await verifyModel(folder, filesOf(variants, has));
  return { name: nameOf(root, folder), folder, variants, verified };
};
