import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CEPSTRA } from '../../../../../core/src/speech/align/front-end/cepstra.ts';
import { FEATURES, featuresAt, withoutLocalMean } from '../../../../../core/src/speech/align/front-end/features.ts';

const frame = fc.array(fc.double({ min: -60, max: 90, noNaN: true }), { minLength: CEPSTRA, maxLength: CEPSTRA });

/** The definition, worked out anew for every frame. */
const naive = (cepstra: Float32Array, radius: number): number[] => {
  const frames = cepstra.length / CEPSTRA;
  const width = Math.min(2 * radius + 1, frames);
  return Array.from(cepstra, (value, at) => {
    const from = Math.min(Math.max(0, Math.floor(at / CEPSTRA) - radius), frames - width);
    const window = Array.from({ length: width }, (_, i) => from + i).filter(t => cepstra[t * CEPSTRA]! >= 0);
    const sum = window.reduce((total, t) => total + cepstra[t * CEPSTRA + (at % CEPSTRA)]!, 0);
    return value - (window.length > 0 ? sum / window.length : 0);
  });
};

describe('withoutLocalMean', () => {
  it('takes off the mean of the window around each frame, without digital silence', () => {
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 25 }), fc.integer({ min: 0, max: 14 }), (frames, radius) => {
        const cepstra = Float32Array.from(frames.flat());
        const ours = withoutLocalMean(cepstra, radius);
        naive(cepstra, radius).forEach((value, i) => expect(ours[i]).toBeCloseTo(value, 3));
      }),
    );
  });

  it('takes the whole recording where the radius is infinite', () => {
    const cepstra = Float32Array.from({ length: 3 * CEPSTRA }, (_, i) => Math.floor(i / CEPSTRA));
    expect([...withoutLocalMean(cepstra, Infinity)].filter((_, i) => i % CEPSTRA === 0)).toEqual([-1, 0, 1]);
  });
});

describe('featuresAt', () => {
  it('gives a ramp its slope over four frames and no change of slope', () => {
    const ramp = Float32Array.from({ length: 20 * CEPSTRA }, (_, i) => Math.floor(i / CEPSTRA));
    const features = new Float32Array(FEATURES);
    featuresAt(ramp, 10, features);
    expect([features[0], features[CEPSTRA], features[2 * CEPSTRA]]).toEqual([10, 4, 0]);
  });

  it('repeats the edges of a recording of one frame', () => {
    const features = new Float32Array(FEATURES);
    featuresAt(new Float32Array(CEPSTRA).fill(5), 0, features);
    expect([...features]).toEqual([...new Array<number>(CEPSTRA).fill(5), ...new Array<number>(2 * CEPSTRA).fill(0)]);
  });
});
