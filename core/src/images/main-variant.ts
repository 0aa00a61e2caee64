import type { ImageVariant, StoredImage } from './stored-image.ts';

/** @returns the file that exports use: the picture as a whole, or its largest crop where it may only be shown altered */
export const mainVariant = ({ variants }: Pick<StoredImage, 'variants'>): ImageVariant =>
  variants.reduce((best, each) => {
    if (best.name === 'master') return best;
    return each.name === 'master' || each.width > best.width ? each : best;
  });
