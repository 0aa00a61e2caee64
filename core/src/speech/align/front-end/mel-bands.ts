import FFT from 'fft.js';
import { FRAME, SAMPLE_RATE } from './frames.ts';

export const BANDS = 25;
const LOWEST_HZ = 130;
const HIGHEST_HZ = 6_800;
const FFT_SIZE = 512;
const BIN_HZ = SAMPLE_RATE / FFT_SIZE;

const mel = (hertz: number): number => 2595 * Math.log10(1 + hertz / 700);
const hertz = (mels: number): number => 700 * (10 ** (mels / 2595) - 1);

interface Triangle {
  readonly firstBin: number;
  readonly weights: Float64Array;
}

/** Triangles of equal area whose corners are equally far apart in mel, each moved to the nearest bin. */
const triangles = (): Triangle[] => {
  const step = (mel(HIGHEST_HZ) - mel(LOWEST_HZ)) / (BANDS + 1);
  const corners = Array.from({ length: BANDS + 2 }, (_, i) => Math.floor(hertz(mel(LOWEST_HZ) + i * step) / BIN_HZ + 0.5));
  return Array.from({ length: BANDS }, (_, band) => {
    const [left, centre, right] = [corners[band]!, corners[band + 1]!, corners[band + 2]!];
    const weight = (bin: number): number =>
      (Math.min((bin - left) / (centre - left), (right - bin) / (right - centre)) * 2) / ((right - left) * BIN_HZ);
    return { firstBin: left, weights: Float64Array.from({ length: right - left + 1 }, (_, i) => weight(left + i)) };
  });
};

/** Power of a frame in 25 bands. One instance per stream: its buffers are reused. */
export class MelBands {
  readonly #fft = new FFT(FFT_SIZE);
  readonly #window = Float64Array.from({ length: FRAME }, (_, i) => 0.54 - 0.46 * Math.cos((2 * Math.PI * i) / (FRAME - 1)));
  readonly #triangles = triangles();
  readonly #samples = new Float64Array(FFT_SIZE);
  readonly #spectrum = new Float64Array(2 * FFT_SIZE);

  /** @param frame `FRAME` samples @param bands is overwritten with `BANDS` powers */
  measure(frame: Float64Array, bands: Float64Array): void {
    for (let i = 0; i < FRAME; i++) this.#samples[i] = frame[i]! * this.#window[i]!;
    this.#fft.realTransform(this.#spectrum, this.#samples);
    this.#triangles.forEach(({ firstBin, weights }, band) => {
      let power = 0;
      for (let i = 0; i < weights.length; i++) {
        const re = this.#spectrum[2 * (firstBin + i)]!;
        const im = this.#spectrum[2 * (firstBin + i) + 1]!;
        power += weights[i]! * (re * re + im * im);
      }
      bands[band] = power;
    });
  }
}
