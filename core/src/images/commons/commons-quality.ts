import type { ImageCandidate, RefusalCode } from '../image-candidate.ts';
import type { FileInfo } from './commons-file.ts';
import type { Rendition } from './commons-rendition.ts';

type Property = ImageCandidate['property'];

/** Types whose bytes, or whose rendition's bytes, are one still bitmap. GIF is left out: it is usually animated or a diagram. */
const BITMAPS = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/tiff']);
/** Logos and flags are drawings; their rendition is a PNG. */
const DRAWN = new Set<Property>(['P154', 'P41']);

/** An old portrait of this size is enlarged threefold beside a speaker at 1080p; smaller ones look torn. */
const SHORTEST_SIDE = 300;
const LONGEST_SIDE = 380;
/** Flat shapes bear more. */
const SHORTEST_LOGO_SIDE = 100;
/** Banners and scrolls cannot fill any frame; logos are wide by nature. */
const WIDEST = 3;
const WIDEST_LOGO = 8;

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
  const { width, height } = rendition;
  const [short, long] = width < height ? [width, height] : [height, width];
  if (short < (DRAWN.has(property) ? SHORTEST_LOGO_SIDE : SHORTEST_SIDE) || long < LONGEST_SIDE)
    return { code: 'TOO_SMALL', why: `it is only ${width} × ${height} pixels` };
  if (long / short > (DRAWN.has(property) ? WIDEST_LOGO : WIDEST))
    return { code: 'BAD_ASPECT', why: `its shape of ${width} × ${height} fits no frame` };
  return null;
};
