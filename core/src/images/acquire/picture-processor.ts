import { bulkhead } from 'cockatiel';
import sharp from 'sharp';
import { done, failed, type Outcome } from '../../platform/outcome.ts';
import { hashPicture } from './picture-hashes.ts';
import { decodePicture, renderPicture, type RenderedVariant, type RenderOptions } from './render-picture.ts';
import { UNSAFE_FROM, type UnsafePicture } from './unsafe-picture.ts';
import { FETCHED_PICTURES, verifyPicture, type VerifiedPicture } from './verify-picture.ts';

export interface ProcessedPicture extends VerifiedPicture {
  readonly variants: readonly RenderedVariant[];
  readonly perceptualHash: string;
  readonly thumbhash: string;
}

/** Turns downloaded bytes into the files we keep. */
export type PictureProcessor = (bytes: Uint8Array, claimedType: string, options: RenderOptions) => Promise<Outcome<ProcessedPicture>>;

/**
 * @param unsafe tells pictures that are not to be shown
 * @param parallel pictures in work at once in this process; each takes up to 100 MB (a decoded one and its encoders), so this
 * bounds the memory whatever the number of callers
 */
export const createPictureProcessor = (unsafe: UnsafePicture, parallel: number, accepted = FETCHED_PICTURES): PictureProcessor => {
  // The cache of libvips keeps decoded pixels that are never asked for again.
  sharp.cache(false);
  const slots = bulkhead(parallel, Number.POSITIVE_INFINITY);
  const work: PictureProcessor = async (bytes, claimedType, options) => {
    const verified = await verifyPicture(bytes, claimedType, accepted);
    if (verified.outcome !== 'done') return verified;
    let raster;
    try {
      raster = await decodePicture(bytes);
    } catch {
      return failed('IMAGE_BAD_BYTES', 'it is truncated or damaged');
    }
    if ((await unsafe(raster)) >= UNSAFE_FROM) return failed('IMAGE_UNSAFE', 'it may show nakedness or sex');
    const hashes = await hashPicture(raster);
    return done({ ...verified.value, ...hashes, variants: await renderPicture(raster, options) });
  };
  return (...given) => slots.execute(() => work(...given));
};
