import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { isAppError } from '../../core/src/errors/app-error.ts';
import { CLIP_MODEL } from '../../core/src/images/rank/image-text/clip-model-kind.ts';
import { findModel, type FoundModel } from '../../core/src/platform/models/model-folder.ts';

/** A model, and how a row says which it was. */
export interface ClipToMeasure {
  readonly model: FoundModel;
  readonly said: string;
}

const ROOT = resolve(import.meta.dirname, '../..');
/** Made by `python3 test/models/colour-clip/build.py --size base .cutaway/models/base-shaped-clip`. */
const BASE_SHAPED = { root: resolve(ROOT, '.cutaway/models'), name: 'base-shaped-clip' };
const TINY = { root: resolve(ROOT, 'test/models'), name: 'colour-clip' };

const inEnvironment = async (): Promise<FoundModel | null> => {
  const { CUTAWAY_MODELS: root, CUTAWAY_IMAGE_MODEL: name } = process.env;
  if (root === undefined) return null;
  return findModel(CLIP_MODEL, { root: resolve(root), name: name ?? null, device: 'cpu' }).catch((error: unknown) => {
    if (isAppError(error, 'MODEL_UNAVAILABLE')) return null;
    throw error;
  });
};

/** @returns the CLIP of `CUTAWAY_MODELS`, or else a graph of ViT-B/32's shape, or else the tiny one of the tests */
export const clipToMeasure = async (): Promise<ClipToMeasure> => {
  const real = await inEnvironment();
  if (real !== null) return { model: real, said: real.name };
  if (existsSync(resolve(BASE_SHAPED.root, BASE_SHAPED.name)))
    return {
      model: await findModel(CLIP_MODEL, { ...BASE_SHAPED, device: 'cpu' }),
      said: 'a graph in the shape of ViT-B/32 with random weights: only its speed means anything',
    };
  return {
    model: await findModel(CLIP_MODEL, { ...TINY, device: 'cpu' }),
    said: 'the tiny model of the tests, which does next to nothing: its ratio says little',
  };
};
