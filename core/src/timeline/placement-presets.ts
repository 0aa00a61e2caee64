import type { ImageCandidate } from '../images/image-candidate.ts';
import type { PlacementPreset } from '../jobs/job-settings.ts';
import type { Placement } from './timeline.ts';

interface Frame {
  /** Pixels of the usual delivery; only the shape matters. */
  readonly width: number;
  readonly height: number;
  /** Shares of the frame that the player or app may cover, by edge. */
  readonly covered: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number };
  /** Where a picture that does not fill the frame is put inside what is left. */
  readonly anchor: 'top' | 'right' | 'centre';
  /** Most of the frame's width such a picture takes. */
  readonly widest: number;
}

/** Title safe area of SMPTE ST 2046-1: the inner 90 % of the frame. */
const TITLE_SAFE = { top: 0.05, right: 0.05, bottom: 0.05, left: 0.05 };

/** In tall frames pictures go above the speaker's chin, and captions below them. */
const TALL = { width: 1080, height: 1920, anchor: 'top', widest: 1 } as const;

/**
 * The frames talks are delivered in. Apps lay buttons over tall video: Meta's guide for Reels asks to keep 14 % at the top,
 * 35 % at the bottom and 6 % at either side free. TikTok and Google publish templates instead of numbers; 1080 × 1920 guides
 * made from them agree on about 150 px above, 440 below and 150 at the right for TikTok, and on a quarter of the frame below
 * and 120 px at the right for Shorts. All of them change; pictures keep clear by these shares.
 */
export const FRAMES = {
  youtube: { width: 1920, height: 1080, covered: TITLE_SAFE, anchor: 'right', widest: 0.45 },
  square: { width: 1080, height: 1080, covered: TITLE_SAFE, anchor: 'centre', widest: 1 },
  reels: { ...TALL, covered: { top: 0.14, right: 0.06, bottom: 0.35, left: 0.06 } },
  tiktok: { ...TALL, covered: { top: 0.08, right: 0.14, bottom: 0.23, left: 0.06 } },
  shorts: { ...TALL, covered: { top: 0.12, right: 0.12, bottom: 0.25, left: 0.06 } },
} as const satisfies Record<PlacementPreset, Frame>;

/** A picture loses at most this share of itself to fill the frame: 4:3 and 3:2 fill 16:9, portraits and panoramas do not. */
const MOST_CROPPED = 0.26;

/** Tall frames show the speaker; only wide and square ones are filled. */
const fills = (frame: Frame, picture: Pick<ImageCandidate, 'width' | 'height' | 'property' | 'rights'>): boolean => {
  const isMark = picture.property === 'P154' || picture.property === 'P41';
  if (frame.anchor === 'top' || isMark || !picture.rights.derivatives) return false;
  const shape = picture.width / picture.height;
  const wanted = frame.width / frame.height;
  return 1 - Math.min(shape, wanted) / Math.max(shape, wanted) <= MOST_CROPPED;
};

/**
 * Where a picture goes: over the whole frame where its shape allows; else uncropped inside the part of the frame that no app
 * covers. Logos, flags and pictures whose licence forbids changes are never cropped.
 */
export const placementOf = (
  preset: PlacementPreset,
  picture: Pick<ImageCandidate, 'width' | 'height' | 'property' | 'rights'>,
): Placement => {
  const frame: Frame = FRAMES[preset];
  if (fills(frame, picture)) return { x: 0, y: 0, width: 1, height: 1, fit: 'cover' };
  const { top, right, bottom, left } = frame.covered;
  const roomX = (1 - left - right) * frame.width;
  const roomY = (1 - top - bottom) * frame.height;
  const scale = Math.min(Math.min(roomX, frame.widest * frame.width) / picture.width, roomY / picture.height);
  const width = (picture.width * scale) / frame.width;
  const height = (picture.height * scale) / frame.height;
  const spareX = 1 - left - right - width;
  const spareY = 1 - top - bottom - height;
  const x = left + (frame.anchor === 'right' ? spareX : spareX / 2);
  const y = top + (frame.anchor === 'top' ? 0 : spareY / 2);
  return { x: share(x), y: share(y), width: share(width), height: share(height), fit: 'contain' };
};

/** Four digits are a fifth of a pixel; rounding must not leave the frame. */
const share = (value: number): number => Math.min(1, Math.max(0, Math.round(value * 10_000) / 10_000));

/** Shape of a preset's frame, as providers name it. */
export const orientationOf = (preset: PlacementPreset): 'landscape' | 'portrait' | 'square' => {
  const { width, height } = FRAMES[preset];
  if (width === height) return 'square';
  return width > height ? 'landscape' : 'portrait';
};
