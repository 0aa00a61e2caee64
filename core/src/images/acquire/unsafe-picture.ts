import type { Raster } from './render-picture.ts';

/** Says how likely a picture shows nakedness or sex, 0–1. Implementations differ in the model they ask. */
export type UnsafePicture = (picture: Raster) => Promise<number>;

/** From here on a picture is not used. The nearest of 22 harmless photographs is at .47; see the model's README. */
export const UNSAFE_FROM = 0.5;
