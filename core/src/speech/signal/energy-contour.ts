import { envelope } from './envelope.ts';
import { smooth } from './smooth.ts';

/** @param level of `BandEnergy`, one value a frame @returns a smooth loudness contour (cube root, as loudness grows), same length */
export const energyContour = (level: Float64Array): Float64Array =>
  smooth(
    envelope(
      level.map(value => Math.cbrt(value + 1)),
      { rounds: 30, width: 3 },
    ),
    10,
  );
