import type { ImageCandidate, RefusalCode } from '../image-candidate.ts';
import { LOGO, refuseSize } from '../refuse-size.ts';
import type { FileInfo } from './commons-file.ts';
import type { Rendition } from './commons-rendition.ts';

type Property = ImageCandidate['property'];

/** Types whose bytes, or whose rendition's bytes, are one still bitmap. GIF is left out: it is usually animated or a diagram. */
const BITMAPS = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/tiff']);
/** Logos and flags are drawings; their rendition is a PNG. */
const DRAWN = new Set<Property>(['P154', 'P41']);

/** Why a file is not looked at any further, or null where it may be shown. */
export const refuseQuality = (
  info: FileInfo,
  rendition: Rendition | null,
  property: Property,
): { readonly code: RefusalCode; readonly why: string } | null => {
  const isDrawn = info.mime === 'image/svg+xml' && DRAWN.has(property);
  if (!BITMAPS.has(info.mime) && !isDrawn)
    return { code: 'NOT_BITMAP', why: `it is ${info.mime === '' ? 'of unknown type' : info.mime}, not a still bitmap` };
  if (rendition === null) return { code: 'UNFETCHABLE', why: 'no rendition of it can be made, and the original is too large' };
  return refuseSize(rendition.width, rendition.height, DRAWN.has(property) ? LOGO : undefined);
};
