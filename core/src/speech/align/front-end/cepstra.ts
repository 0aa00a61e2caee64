import { FrameCutter } from './frames.ts';
import { BANDS, MelBands } from './mel-bands.ts';
import { NoiseRemoval } from './noise-removal.ts';

/** Values a frame; the first is loudness. */
export const CEPSTRA = 13;
/** Keeps the logarithm of a silent band finite. */
const POWER_FLOOR = 1e-4;
const LIFTER = 22;

/** DCT-II and lifter in one matrix, row by row. */
const TRANSFORM = Float64Array.from({ length: CEPSTRA * BANDS }, (_, at) => {
  const [i, j] = [Math.floor(at / BANDS), at % BANDS];
  const dct = Math.sqrt((i === 0 ? 1 : 2) / BANDS) * Math.cos((Math.PI / BANDS) * i * (j + 0.5));
  return dct * (1 + (LIFTER / 2) * Math.sin((i * Math.PI) / LIFTER));
});

const FRAMES_PER_CHUNK = 6_000;

/** Cepstra of a recording as it streams by, and nothing else of it: 52 bytes for 10 ms. */
export class CepstraCollector {
  readonly #cutter = new FrameCutter(frame => this.#add(frame));
  readonly #melBands = new MelBands();
  readonly #noiseRemoval = new NoiseRemoval();
  readonly #bands = new Float64Array(BANDS);
  readonly #full: Float32Array[] = [];
  #chunk = new Float32Array(FRAMES_PER_CHUNK * CEPSTRA);
  #used = 0;

  /** @param samples 16 kHz, -1..1 */
  push(samples: Float32Array): void {
    this.#cutter.push(samples);
  }

  /** Ends the recording. @returns `CEPSTRA` values a frame */
  finish(): Float32Array {
    this.#cutter.end();
    const cepstra = new Float32Array(this.#full.length * this.#chunk.length + this.#used);
    this.#full.forEach((chunk, i) => cepstra.set(chunk, i * chunk.length));
    cepstra.set(this.#chunk.subarray(0, this.#used), cepstra.length - this.#used);
    return cepstra;
  }

  #add(frame: Float64Array): void {
    this.#melBands.measure(frame, this.#bands);
    this.#noiseRemoval.apply(this.#bands);
    for (let band = 0; band < BANDS; band++) this.#bands[band] = Math.log(this.#bands[band]! + POWER_FLOOR);
    if (this.#used === this.#chunk.length) {
      this.#full.push(this.#chunk);
      this.#chunk = new Float32Array(this.#chunk.length);
      this.#used = 0;
    }
    for (let i = 0; i < CEPSTRA; i++) {
      let sum = 0;
      for (let band = 0; band < BANDS; band++) sum += TRANSFORM[i * BANDS + band]! * this.#bands[band]!;
      this.#chunk[this.#used++] = sum;
    }
  }
}
