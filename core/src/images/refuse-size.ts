import type { RefusalCode } from './image-candidate.ts';

/** An old portrait of this size is enlarged threefold beside a speaker at 1080p; smaller ones look torn. */
const SHORTEST_SIDE = 300;
const LONGEST_SIDE = 380;
/** Banners and scrolls cannot fill any frame. */
const WIDEST = 3;

export interface SizeLimits {
  /** Pixels. */
  readonly shortestSide: number;
  readonly longestSide: number;
  /** Longer side by shorter side. */
  readonly widest: number;
}

const PHOTOGRAPH: SizeLimits = { shortestSide: SHORTEST_SIDE, longestSide: LONGEST_SIDE, widest: WIDEST };

/** Flat shapes bear to be small, and logos are wide by nature. */
export const LOGO: SizeLimits = { shortestSide: 100, longestSide: LONGEST_SIDE, widest: 8 };

/** Why a picture of so many pixels cannot be shown, or null where it can. */
export const refuseSize = (
  width: number,
  height: number,
  limits: SizeLimits = PHOTOGRAPH,
): { readonly code: RefusalCode; readonly why: string } | null => {
  const [short, long] = width < height ? [width, height] : [height, width];
  if (short < limits.shortestSide || long < limits.longestSide) return { code: 'TOO_SMALL', why: `it is only ${width} × ${height} pixels` };
  return long / short > limits.widest ? { code: 'BAD_ASPECT', why: `its shape of ${width} × ${height} fits no frame` } : null;
};
