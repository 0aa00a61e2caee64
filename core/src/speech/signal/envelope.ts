import { smooth } from './smooth.ts';

/** Narrowest window an envelope ends with, frames. */
const LAST_WIDTH = 2;

interface EnvelopeOptions {
  readonly rounds: number;
  /** Window of the first round, frames; it shrinks geometrically from round to round. */
  readonly width: number;
  /** Frames that keep their value; the others rise between them. */
  readonly held?: Uint8Array;
}

/**
 * "True envelope": the signal is smoothed again and again, and whatever falls below the signal is lifted back, until the
 * smooth curve rests on the peaks.
 * @returns a signal of the same length
 */
export const envelope = (signal: Float64Array, { rounds, width, held }: EnvelopeOptions): Float64Array => {
  let curve: Float64Array = signal.slice();
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < curve.length; i++) curve[i] = Math.max(curve[i]!, signal[i]!);
    const share = rounds === 1 ? 0 : round / (rounds - 1);
    curve = smooth(curve, width * (LAST_WIDTH / width) ** share, held === undefined ? 'box' : 'hamming');
    if (held === undefined) continue;
    for (let i = 0; i < curve.length; i++) if (held[i] === 1) curve[i] = signal[i]!;
  }
  return curve;
};
