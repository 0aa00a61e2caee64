import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import * as z from 'zod';
import { LIMITS } from '../../../platform/limits.ts';

const Side = z.int().min(1).max(1_024);
const Colour = z.tuple([z.number(), z.number(), z.number()]);

const Square = z.union([
  Side,
  z.object({ height: Side, width: Side }).transform(({ height, width }) => Math.min(height, width)),
  z.object({ shortest_edge: Side }).transform(({ shortest_edge }) => shortest_edge),
]);

const PreprocessorConfig = z
  .object({ size: Square, crop_size: Square, image_mean: Colour, image_std: Colour, rescale_factor: z.number().default(1 / 255) })
  .refine(({ size, crop_size }) => crop_size <= size, 'the crop is larger than the picture');

/** What a model's `preprocessor_config.json` wants pictures to be. */
export type PixelRules = z.infer<typeof PreprocessorConfig>;

/** @throws where the file is missing or asks for something that is not done here */
export const loadPixelRules = async (folder: string): Promise<PixelRules> =>
  PreprocessorConfig.parse(JSON.parse(await readFile(join(folder, 'preprocessor_config.json'), 'utf8')));

/**
 * Shrinks a picture until its shorter side has the model's size, and takes the middle. What shines through is white, as on a page.
 * @returns red, green and blue, 0–255, a pixel after another; null where the bytes cannot be decoded
 */
export const decodeForModel = async (bytes: Uint8Array, { size, crop_size: side }: PixelRules): Promise<Uint8Array | null> => {
  const edge = Math.floor((size - side) / 2);
  try {
    return await sharp(bytes, { limitInputPixels: LIMITS.picturePixels.value, failOn: 'error', sequentialRead: true })
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .toColourspace('srgb')
      .resize({ width: size, height: size, fit: 'cover', kernel: 'cubic' })
      .extract({ left: edge, top: edge, width: side, height: side })
      .raw({ depth: 'uchar' })
      .toBuffer();
  } catch {
    return null;
  }
};

/**
 * What transformers.js's own processor makes of pixels of this size but for rounding, in an eighth of its time: 2.6 ms a picture
 * where that took 21.5, with the event loop held in both.
 * @returns planes of all pictures, one after another: their count × 3 × side × side
 */
export const normalised = (pictures: readonly Uint8Array[], rules: PixelRules): Float32Array => {
  const { crop_size: side, image_mean: mean, image_std: std, rescale_factor: factor } = rules;
  const pixels = side * side;
  const planes = new Float32Array(pictures.length * 3 * pixels);
  // A byte can be 256 things: what becomes of each is computed once.
  const values = mean.map((middle, channel) =>
    Float32Array.from({ length: 256 }, (_, byte) => (byte * factor - middle) / (std[channel] ?? 1)),
  );
  for (const [index, picture] of pictures.entries())
    for (const [channel, table] of values.entries()) {
      const start = (index * 3 + channel) * pixels;
      for (let pixel = 0; pixel < pixels; pixel += 1) planes[start + pixel] = table[picture[pixel * 3 + channel] ?? 0] ?? 0;
    }
  return planes;
};
