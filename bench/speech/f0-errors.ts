import { FRAMES_PER_SECOND } from '../../core/src/speech/signal/frames.ts';
import type { PraatTrack } from './reference-clips.ts';

/** Ratio beyond which a frequency is grossly wrong. */
const GROSS = 0.2;

/** Frames by kind, to be added up over clips. */
export interface F0Errors {
  readonly frames: number;
  /** Voiced in one of the two only. */
  readonly voicing: number;
  readonly bothVoiced: number;
  /** Of those, more than 20 % apart. */
  readonly gross: number;
}

/** @param f0 Hz, 200 frames a second */
export const f0Errors = (f0: Float64Array, reference: PraatTrack): F0Errors => {
  const pairs = reference.hertz.map((hertz, i) => {
    const frame = Math.round((reference.firstSeconds + i * reference.stepSeconds) * FRAMES_PER_SECOND);
    return { hertz, ours: f0[frame] ?? 0 };
  });
  const both = pairs.filter(({ hertz, ours }) => hertz > 0 && ours > 0);
  return {
    frames: pairs.length,
    voicing: pairs.filter(({ hertz, ours }) => hertz > 0 !== ours > 0).length,
    bothVoiced: both.length,
    gross: both.filter(({ hertz, ours }) => Math.abs(ours / hertz - 1) > GROSS).length,
  };
};
