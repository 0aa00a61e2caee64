import type { LinkerModel } from '../../../core/src/entities/link/linker-model.ts';
import type { HeldOut } from './held-out.ts';

const STEPS = 60;

/** Newton's method for the straight line over log-odds under which the likeliest candidates are right as often as they claim. */
export const calibrate = (answers: readonly HeldOut[]): LinkerModel['calibration'] => {
  const rows = answers.flatMap(({ best, isRight }) => {
    if (best === null) return [];
    const bounded = Math.min(1 - 1e-6, Math.max(1e-6, best.probability));
    return [{ odds: Math.log(bounded / (1 - bounded)), right: isRight ? 1 : 0 }];
  });
  let [slope, offset] = [1, 0];
  for (let step = 0; step < STEPS; step += 1) {
    let [g1, g0, h11, h10, h00] = [0, 0, 1e-9, 0, 1e-9];
    for (const { odds, right } of rows) {
      const probability = 1 / (1 + Math.exp(-(slope * odds + offset)));
      const [error, spread] = [probability - right, probability * (1 - probability)];
      g1 += error * odds;
      g0 += error;
      h11 += spread * odds * odds;
      h10 += spread * odds;
      h00 += spread;
    }
    const determinant = h11 * h00 - h10 * h10;
    slope -= (h00 * g1 - h10 * g0) / determinant;
    offset -= (h11 * g0 - h10 * g1) / determinant;
  }
  return { slope: Number(slope.toPrecision(6)), offset: Number(offset.toPrecision(6)) };
};
