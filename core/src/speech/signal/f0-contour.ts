import { envelope } from './envelope.ts';
import { fillMissing, linear, monotoneCubic } from './interpolate.ts';
import { smooth } from './smooth.ts';
import { deviation } from './statistics.ts';

/** Frames at each voicing edge where trackers err. */
const EDGE = 3;
/** Nat: an edge that pulls the contour further than this is taken off. */
const EDGE_TOLERANCE = 0.1;
const OUTLIER_ROUNDS = 30;
const OUTLIER_WIDTHS = { first: 100, last: 10 };
/** Nat below the smooth contour; above it 1.5 times as much is let be, so that emphatic peaks survive. */
const OUTLIER_LIMITS = { first: 0.9, last: 0.15 };
const UPWARD = 1.5;

const dropEdges = (contour: Float64Array): Float64Array => {
  const without = contour.slice();
  for (let i = 0; i < contour.length; i++) {
    for (let k = 1; k <= EDGE && contour[i] !== 0; k++) {
      if ((contour[i - k] ?? 1) === 0 || (contour[i + k] ?? 1) === 0) without[i] = 0;
    }
  }
  if (without.every(value => value === 0)) return contour;
  const [whole, trimmed] = [fillMissing(contour, linear), fillMissing(without, linear)];
  return contour.map((value, i) => (Math.abs(whole[i]! - trimmed[i]!) > EDGE_TOLERANCE ? 0 : value));
};

/** One round: what lies too far from the smooth contour goes. */
const dropOutliers = (contour: Float64Array, share: number): Float64Array => {
  const width = OUTLIER_WIDTHS.first * (OUTLIER_WIDTHS.last / OUTLIER_WIDTHS.first) ** share;
  const limit = OUTLIER_LIMITS.first + share * (OUTLIER_LIMITS.last - OUTLIER_LIMITS.first);
  const filled = fillMissing(contour, linear);
  const trend = smooth(filled, width);
  return contour.map((value, i) => (filled[i]! < trend[i]! - limit || filled[i]! > trend[i]! + UPWARD * limit ? 0 : value));
};

/**
 * Raw F0 without unreliable edges and outliers (Suni et al. 2017).
 * @param f0 Hz a frame, 0 without voice
 * @returns natural logarithm of Hz; 0 where there is no voice
 */
export const cleanLogF0 = (f0: Float64Array): Float64Array => {
  let contour = dropEdges(f0.map(value => (value > 0 ? Math.log(value) : 0)));
  for (let round = 0; round < OUTLIER_ROUNDS; round++) contour = dropOutliers(contour, round / (OUTLIER_ROUNDS - 1));
  return contour;
};

/**
 * Continuous pitch contour: gaps rise from a low floor between the voiced stretches that hold them, for a pause does not
 * continue a pitch peak.
 * @param logF0 of `cleanLogF0`, with at least one voiced frame
 * @returns Hz a frame
 */
export const pitchContour = (logF0: Float64Array): Float64Array => {
  const whole = fillMissing(logF0, monotoneCubic);
  const spread = deviation(whole);
  const least = whole.reduce((a, b) => Math.min(a, b));
  const floor = smooth(whole, 200).map(value => Math.max(value - 1.5 * spread, least));
  const ceiling = smooth(whole, 100).map(value => value + 2 * spread);
  const clipped = logF0.map((value, i) => Math.min(Math.max(value, floor[i]!), ceiling[i]!));
  const risen = envelope(clipped, { rounds: 100, width: 20, held: Uint8Array.from(logF0, value => (value === 0 ? 0 : 1)) });
  return envelope(risen, { rounds: 3, width: 2 }).map(value => Math.exp(value));
};
