import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DENSITIES, DENSITY_FLOATS, STREAM_DIMS } from '../../../../../core/src/speech/align/model/gaussians.ts';
import { CodebookSearch, KEPT } from '../../../../../core/src/speech/align/score/codebook-search.ts';
import { theModel } from '../aligner.ts';

describe('CodebookSearch', () => {
  it('finds the four best densities that going through all of them finds, frame after frame', async () => {
    const { gaussians } = await theModel();
    const search = new CodebookSearch(gaussians);
    const scoreOf = (table: number, density: number, features: Float32Array): number => {
      const index = table * DENSITIES + density;
      let score = gaussians.peaks[index]!;
      for (let j = 0; j < STREAM_DIMS; j++) {
        const distance = features[(table % 3) * STREAM_DIMS + j]! - gaussians.parameters[index * DENSITY_FLOATS + j]!;
        score -= distance * distance * gaussians.parameters[index * DENSITY_FLOATS + STREAM_DIMS + j]!;
      }
      return score;
    };
    const features = fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 39, maxLength: 39 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 125 }), fc.array(features, { minLength: 1, maxLength: 3 }), (table, frames) => {
        for (const values of frames) {
          const frame = Float32Array.from(values);
          search.refresh(table, frame);
          search.search(table, frame);
          const best = Array.from({ length: DENSITIES }, (_, density) => scoreOf(table, density, frame)).sort((a, b) => b - a);
          for (let rank = 0; rank < KEPT; rank++) expect(search.scores[table * KEPT + rank]).toBeCloseTo(best[rank]!, 6);
        }
      }),
    );
  });
});
