import { describe, expect, it } from '@jest/globals';
import { committedClip } from '../../../../../bench/align/clips.ts';
import { cepstraOf, senoneDifferences } from '../../../../../bench/align/parity.ts';
import { FEATURES, featuresAt, withoutLocalMean } from '../../../../../core/src/speech/align/front-end/features.ts';
import { SenoneScorer } from '../../../../../core/src/speech/align/score/senone-scorer.ts';
import { theModel } from '../aligner.ts';

const { samples } = committedClip();

describe('SenoneScorer', () => {
  it('scores as pocketsphinx does: on average within 2 of its units, 96 % within 4', async () => {
    const differences = senoneDifferences(await theModel(), samples);
    expect(differences.length).toBeGreaterThan(200);
    expect(differences.reduce((sum, difference) => sum + difference, 0) / differences.length).toBeLessThanOrEqual(2);
    expect(differences.filter(difference => difference <= 4).length / differences.length).toBeGreaterThanOrEqual(0.96);
  });

  it('finds no plain phone of speech better than the best', async () => {
    const model = await theModel();
    const scorer = new SenoneScorer(model);
    const centred = withoutLocalMean(cepstraOf(samples.subarray(0, 16_000)));
    const features = new Float32Array(FEATURES);
    for (let frame = 0; frame < 90; frame++) {
      featuresAt(centred, frame, features);
      scorer.next(features);
      const plain = model.phones.names.flatMap((_, phone) =>
        model.phones.fillers[phone] ? [] : [3 * phone, 3 * phone + 1, 3 * phone + 2],
      );
      expect(Math.max(...plain.map(senone => scorer.score(senone)))).toBe(scorer.bestPlain);
    }
  });

  it('refuses a frame of another size', async () => {
    const scorer = new SenoneScorer(await theModel());
    expect(() => scorer.next(new Float32Array(13))).toThrow(RangeError);
  });
});
