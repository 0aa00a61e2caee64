import sharp from 'sharp';
import phash from 'sharp-phash';
import { rgbaToThumbHash } from 'thumbhash';
import type { Raster } from './render-picture.ts';

/** Longest side thumbhash takes, and more than the 32 pixels of the perceptual hash. */
const SIDE = 100;

/** @returns 16 hex digits of the 64-bit DCT hash, and the placeholder shown while a picture loads, base64 */
export const hashPicture = async ({
  data,
  width,
  height,
  channels,
}: Raster): Promise<{ readonly perceptualHash: string; readonly thumbhash: string }> => {
  const { data: small, info } = await sharp(data, { raw: { width, height, channels } })
    .resize({ width: SIDE, height: SIDE, fit: 'inside' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const bits = await phash(small, { raw: { width: info.width, height: info.height, channels: 4 } });
  return {
    perceptualHash: BigInt(`0b${bits}`).toString(16).padStart(16, '0'),
    thumbhash: Buffer.from(rgbaToThumbHash(info.width, info.height, small)).toString('base64'),
  };
};
