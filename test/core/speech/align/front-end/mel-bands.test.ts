import { describe, expect, it } from '@jest/globals';
import { FRAME, SAMPLE_RATE } from '../../../../../core/src/speech/align/front-end/frames.ts';
import { BANDS, MelBands } from '../../../../../core/src/speech/align/front-end/mel-bands.ts';

const powersOf = (hertz: number, level = 1_000): Float64Array => {
  const bands = new Float64Array(BANDS);
  new MelBands().measure(
    Float64Array.from({ length: FRAME }, (_, i) => level * Math.sin((2 * Math.PI * hertz * i) / SAMPLE_RATE)),
    bands,
  );
  return bands;
};

describe('MelBands', () => {
  it('hears a higher tone in a higher band', () => {
    const loudest = [200, 500, 1_000, 2_000, 4_000, 6_000].map(hertz => {
      const bands = powersOf(hertz);
      return bands.indexOf(Math.max(...bands));
    });
    expect(loudest).toEqual([...loudest].sort((a, b) => a - b));
    expect(new Set(loudest).size).toBe(6);
  });

  it('hears next to nothing of a tone outside 130-6800 Hz', () => {
    const inside = Math.max(...powersOf(1_000));
    expect(Math.max(...powersOf(7_500))).toBeLessThan(1e-4 * inside);
  });

  it('quadruples with twice the amplitude', () => {
    expect(powersOf(1_000, 2_000)[10]! / powersOf(1_000)[10]!).toBeCloseTo(4, 6);
  });
});
