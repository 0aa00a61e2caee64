import { DENSITIES, DENSITY_FLOATS, type Gaussians, STREAM_DIMS, STREAMS } from '../model/gaussians.ts';

/** Densities of a codebook and stream that count; the others are taken for zero, as pocketsphinx does. */
export const KEPT = 4;

const square = (x: number): number => x * x;

/**
 * The best four Gaussians of each codebook and stream for the current frame. Speech changes slowly, so last frame's four
 * are worked out first: their worst is a bar that most other densities fail after a few dimensions.
 */
export class CodebookSearch {
  /** Density numbers, `KEPT` for each table (`codebook * STREAMS + stream`), best first. */
  readonly kept: Uint8Array;
  /** Their log densities, nats. */
  readonly scores: Float64Array;
  readonly #gaussians: Gaussians;

  constructor(gaussians: Gaussians) {
    const slots = gaussians.codebooks * STREAMS * KEPT;
    this.#gaussians = gaussians;
    this.kept = Uint8Array.from({ length: slots }, (_, i) => i % KEPT);
    this.scores = new Float64Array(slots);
  }

  /** Works the four kept densities of a table out again for this frame. */
  refresh(table: number, features: Float32Array): void {
    const { parameters, peaks } = this.#gaussians;
    const feature = (table % STREAMS) * STREAM_DIMS;
    for (let slot = table * KEPT; slot < (table + 1) * KEPT; slot++) {
      const density = this.kept[slot]!;
      const index = table * DENSITIES + density;
      const mean = index * DENSITY_FLOATS;
      let score = peaks[index]!;
      for (let j = 0; j < STREAM_DIMS; j++) {
        score -= square(features[feature + j]! - parameters[mean + j]!) * parameters[mean + STREAM_DIMS + j]!;
      }
      this.#insert(table, slot, density, score);
    }
  }

  /**
   * Looks through all densities of a table; `refresh` comes first. Two thirds of the aligner's time pass here, which is why
   * the dimensions are written out: every one only takes away, so a density below the bar after 4 or 8 of them is done.
   */
  search(table: number, features: Float32Array): void {
    const { parameters: p, peaks } = this.#gaussians;
    const f = (table % STREAMS) * STREAM_DIMS;
    const [x0, x1, x2, x3] = [features[f]!, features[f + 1]!, features[f + 2]!, features[f + 3]!];
    const [x4, x5, x6, x7] = [features[f + 4]!, features[f + 5]!, features[f + 6]!, features[f + 7]!];
    const [x8, x9, x10, x11, x12] = [features[f + 8]!, features[f + 9]!, features[f + 10]!, features[f + 11]!, features[f + 12]!];
    const worst = (table + 1) * KEPT - 1;
    const first = table * DENSITIES;
    let bar = this.scores[worst]!;
    for (let density = 0; density < DENSITIES; density++) {
      const m = (first + density) * DENSITY_FLOATS;
      let score = peaks[first + density]!;
      score -= square(x0 - p[m]!) * p[m + 13]! + square(x1 - p[m + 1]!) * p[m + 14]!;
      score -= square(x2 - p[m + 2]!) * p[m + 15]! + square(x3 - p[m + 3]!) * p[m + 16]!;
      if (score <= bar) continue;
      score -= square(x4 - p[m + 4]!) * p[m + 17]! + square(x5 - p[m + 5]!) * p[m + 18]!;
      score -= square(x6 - p[m + 6]!) * p[m + 19]! + square(x7 - p[m + 7]!) * p[m + 20]!;
      if (score <= bar) continue;
      score -= square(x8 - p[m + 8]!) * p[m + 21]! + square(x9 - p[m + 9]!) * p[m + 22]!;
      score -= square(x10 - p[m + 10]!) * p[m + 23]! + square(x11 - p[m + 11]!) * p[m + 24]! + square(x12 - p[m + 12]!) * p[m + 25]!;
      if (score <= bar || this.#isKept(table, density)) continue;
      this.#insert(table, worst, density, score);
      bar = this.scores[worst]!;
    }
  }

  #isKept(table: number, density: number): boolean {
    const { kept } = this;
    const first = table * KEPT;
    return kept[first] === density || kept[first + 1] === density || kept[first + 2] === density || kept[first + 3] === density;
  }

  /** Puts a density in at its place among the slots of its table up to `slot`, whose content drops out. */
  #insert(table: number, slot: number, density: number, score: number): void {
    const { kept, scores } = this;
    let at = slot;
    for (; at > table * KEPT && scores[at - 1]! < score; at--) {
      scores[at] = scores[at - 1]!;
      kept[at] = kept[at - 1]!;
    }
    scores[at] = score;
    kept[at] = density;
  }
}
