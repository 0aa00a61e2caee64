import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BANDS } from '../../../../../core/src/speech/align/front-end/mel-bands.ts';
import { NoiseRemoval } from '../../../../../core/src/speech/align/front-end/noise-removal.ts';

describe('NoiseRemoval', () => {
  it('turns steady noise down to a twentieth, and a burst above it hardly', () => {
    const removal = new NoiseRemoval();
    const noise = 1e6;
    let left = new Float64Array(BANDS);
    for (let frame = 0; frame < 2_000; frame++) {
      left = new Float64Array(BANDS).fill(noise);
      removal.apply(left);
    }
    expect(left[12]).toBeLessThan(0.06 * noise);
    const burst = new Float64Array(BANDS).fill(1_000 * noise);
    removal.apply(burst);
    expect(burst[12]).toBeGreaterThan(900 * noise);
  });

  it('gives finite powers that are not negative, whatever comes', () => {
    const frames = fc.array(fc.array(fc.double({ min: 0, max: 1e14, noNaN: true }), { minLength: BANDS, maxLength: BANDS }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(frames, spectra => {
        const removal = new NoiseRemoval();
        for (const spectrum of spectra) {
          const bands = Float64Array.from(spectrum);
          removal.apply(bands);
          expect(bands.every(power => Number.isFinite(power) && power >= 0)).toBe(true);
        }
      }),
    );
  });
});
