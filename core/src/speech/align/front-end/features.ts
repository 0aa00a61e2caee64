import { CEPSTRA } from './cepstra.ts';

/** Frames on either side whose mean is taken off: 3 s beat 5 s, 10 s and the whole recording on a mix of speakers (16, 18, 31, 32 ms mean onset error). */
const MEAN_RADIUS = 300;

/**
 * Takes the local mean off the cepstra: it is the sound of room, microphone and speaker.
 * Frames of digital silence (loudness below 0) are left out of the mean.
 * @param cepstra `CEPSTRA` values a frame
 * @param radius frames on either side; the window is moved inwards at the ends of the recording
 */
export const withoutLocalMean = (cepstra: Float32Array, radius = MEAN_RADIUS): Float32Array => {
  const frames = cepstra.length / CEPSTRA;
  const centred = new Float32Array(cepstra.length);
  const sum = new Float64Array(CEPSTRA);
  let counted = 0;
  const count = (frame: number, sign: 1 | -1): void => {
    if (cepstra[frame * CEPSTRA]! < 0) return;
    counted += sign;
    for (let i = 0; i < CEPSTRA; i++) sum[i]! += sign * cepstra[frame * CEPSTRA + i]!;
  };
  const width = Math.min(2 * radius + 1, frames);
  let from = 0;
  for (let frame = 0; frame < width; frame++) count(frame, 1);
  for (let frame = 0; frame < frames; frame++) {
    while (from < frame - radius && from + width < frames) {
      count(from, -1);
      count(from + width, 1);
      from++;
    }
    for (let i = 0; i < CEPSTRA; i++) {
      centred[frame * CEPSTRA + i] = cepstra[frame * CEPSTRA + i]! - (counted > 0 ? sum[i]! / counted : 0);
    }
  }
  return centred;
};

/** Values the acoustic model looks at: three streams of 13. */
export const FEATURES = 3 * CEPSTRA;

/**
 * Writes one frame's features: cepstra, their slope over 4 frames, and the change of the slope. Frames beyond the ends repeat the edge.
 * @param centred cepstra without their mean @param features `FEATURES` values, overwritten
 */
export const featuresAt = (centred: Float32Array, frame: number, features: Float32Array): void => {
  const last = centred.length / CEPSTRA - 1;
  const at = (offset: number): number => Math.min(Math.max(frame + offset, 0), last) * CEPSTRA;
  const [m3, m2, m1, here, p1, p2, p3] = [at(-3), at(-2), at(-1), at(0), at(1), at(2), at(3)];
  for (let i = 0; i < CEPSTRA; i++) {
    features[i] = centred[here + i]!;
    features[CEPSTRA + i] = centred[p2 + i]! - centred[m2 + i]!;
    features[2 * CEPSTRA + i] = centred[p3 + i]! - centred[m1 + i]! - (centred[p1 + i]! - centred[m3 + i]!);
  }
};
