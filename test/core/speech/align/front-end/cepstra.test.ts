import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { committedClip } from '../../../../../bench/align/clips.ts';
import { cepstraOf, cepstrumDifferences } from '../../../../../bench/align/parity.ts';
import { CEPSTRA, CepstraCollector } from '../../../../../core/src/speech/align/front-end/cepstra.ts';

const { samples } = committedClip();
const second = samples.subarray(16_000, 32_000);

describe('CepstraCollector', () => {
  it('computes what pocketsphinx computes, to its last printed digit', () => {
    expect(Math.max(...cepstrumDifferences(samples))).toBeLessThanOrEqual(0.001);
  });

  it('gives the same cepstra however the stream is cut into blocks', () => {
    const whole = cepstraOf(second);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 10 }), cuts => {
        const collector = new CepstraCollector();
        let at = 0;
        for (const length of cuts) collector.push(second.subarray(at, (at += length)));
        collector.push(second.subarray(at));
        expect(collector.finish()).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    [0, 0],
    [1, 1],
    [320, 1],
    [410, 1],
    [411, 2],
    [570, 2],
    [16_000, 99],
  ])('makes of %i samples %i frames, so that every sample is heard', (length, frames) => {
    expect(cepstraOf(new Float32Array(length))).toHaveLength(frames * CEPSTRA);
  });

  it('stays finite for digital silence, full scale and what is not a number', () => {
    for (const value of [0, 1, -1, NaN, Infinity, -Infinity]) {
      expect(cepstraOf(new Float32Array(5_000).fill(value)).every(Number.isFinite)).toBe(true);
    }
  });

  it('puts digital silence below 0 in the first value, and speech above', () => {
    expect(cepstraOf(new Float32Array(1_000))[0]).toBeCloseTo(-46.052, 2);
    expect(cepstraOf(second)[50 * CEPSTRA]).toBeGreaterThan(0);
  });

  it('keeps chunks in order where a recording is longer than one', () => {
    const long = new Float32Array(16_000 * 70);
    long.set(second, 16_000 * 65);
    const cepstra = cepstraOf(long);
    const loud = Array.from({ length: cepstra.length / CEPSTRA }, (_, frame) => cepstra[frame * CEPSTRA]! > 40);
    expect(loud.indexOf(true)).toBeGreaterThanOrEqual(6_497);
    expect(loud.lastIndexOf(true)).toBeLessThanOrEqual(6_600);
  });
});
