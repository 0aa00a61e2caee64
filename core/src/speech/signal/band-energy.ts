import { ButterworthBandPass } from './butterworth.ts';
import { FRAMES_PER_SECOND } from './frames.ts';
import { kaiser, sinc } from './sinc.ts';

/** Hz. Vowels and most consonants; hum, breath noise and sibilance stay outside (parameter set `libritts` of Suni's toolkit). */
const BAND = { low: 400, high: 4_000 };
const ORDER = 5;
/** Frames that the averaging kernel reaches to either side; the shape is that of scipy's default polyphase kernel. */
const REACH = 10;
const WINDOW = kaiser(5);
/** A 16-bit sample at full scale. */
const FULL_SCALE = 32_768;

const averagingKernel = (hop: number): Float64Array => {
  const half = REACH * hop;
  const kernel = Float64Array.from({ length: 2 * half + 1 }, (_, i) => sinc((i - half) / hop) * WINDOW((i - half) / half));
  const total = kernel.reduce((sum, value) => sum + value, 0);
  return kernel.map(value => value / total);
};

/**
 * Level of a stream of samples in the speech band: mean of the rectified band, 200 frames a second, in units of a 16-bit
 * sample (the energy's cube root in the original is taken of `e + 1` in that scale). Frame `t` is centred at `t / 200` s.
 */
export class BandEnergy {
  readonly #filter: ButterworthBandPass;
  readonly #kernel: Float64Array;
  readonly #hop: number;
  #pending: Float64Array;

  /** @param sampleRate a multiple of 200 and above 8,000, Hz */
  constructor(sampleRate: number) {
    this.#filter = new ButterworthBandPass(ORDER, BAND, sampleRate);
    this.#hop = sampleRate / FRAMES_PER_SECOND;
    this.#kernel = averagingKernel(this.#hop);
    this.#pending = new Float64Array(REACH * this.#hop);
  }

  /** @param block samples, -1..1 @returns frames that became complete */
  push(block: Float32Array): Float64Array {
    const joined = new Float64Array(this.#pending.length + block.length);
    const fresh = joined.subarray(this.#pending.length);
    fresh.set(block);
    this.#filter.filter(fresh);
    for (let i = 0; i < fresh.length; i++) fresh[i] = Math.abs(fresh[i]!) * FULL_SCALE;
    joined.set(this.#pending);
    const count = Math.max(0, Math.floor((joined.length - this.#kernel.length) / this.#hop) + 1);
    const frames = new Float64Array(count);
    for (let t = 0; t < count; t++) {
      let sum = 0;
      for (let k = 0, from = t * this.#hop; k < this.#kernel.length; k++) sum += this.#kernel[k]! * joined[from + k]!;
      frames[t] = Math.max(0, sum);
    }
    this.#pending = joined.slice(count * this.#hop);
    return frames;
  }

  /** @returns the last frames, as if silence followed */
  end(): Float64Array {
    return this.push(new Float32Array(REACH * this.#hop));
  }
}
