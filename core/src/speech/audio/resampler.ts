import { kaiser, sinc } from '../signal/sinc.ts';

/** Zero crossings of the kernel to either side, and its window: 90 dB down outside the band. */
const CROSSINGS = 16;
const WINDOW = kaiser(9);
/** Share of the lower Nyquist frequency that passes unchanged; the rest is the slope. */
const PASS_BAND = 0.92;
/** Positions between two input samples the kernel is tabulated for; finer ones are rounded, 60 dB below the signal. */
const MOST_PHASES = 1_024;

const isSilent = (samples: Float32Array): boolean => {
  for (const sample of samples) if (sample !== 0) return false;
  return true;
};

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

/** Windowed-sinc rate change of a stream of blocks. Output sample `n` stands at the time of input sample `n * from / to`. */
export class Resampler {
  readonly #from: number;
  readonly #to: number;
  readonly #phases: number;
  readonly #half: number;
  readonly #kernels: readonly Float64Array[];
  /** Input not yet left behind; the first sample has index `#first`, which starts below 0: silence before the recording. */
  #input: Float32Array;
  #first: number;
  #next = 0;
  #received = 0;

  /** @param from input rate @param to output rate, both whole Hz */
  constructor(from: number, to: number) {
    const common = divisor(from, to);
    this.#from = from / common;
    this.#to = to / common;
    this.#phases = Math.min(this.#to, MOST_PHASES);
    const band = Math.min(1, to / from) * PASS_BAND;
    this.#half = Math.ceil(CROSSINGS / band);
    this.#kernels = Array.from({ length: this.#phases + 1 }, (_, phase) => this.#kernel(phase / this.#phases, band));
    this.#input = new Float32Array(this.#half);
    this.#first = -this.#half;
  }

  /** @returns the output samples this block completes */
  push(block: Float32Array): Float32Array {
    this.#received += block.length;
    return this.#advance(block);
  }

  /** @returns the rest, as if silence followed: in all, as many samples as the recording lasts */
  end(): Float32Array {
    const tail = this.#advance(new Float32Array(2 * this.#half + Math.ceil(this.#from / this.#to)));
    const surplus = this.#next - Math.ceil((this.#received * this.#to) / this.#from);
    return tail.subarray(0, Math.max(0, tail.length - surplus));
  }

  #kernel(shift: number, band: number): Float64Array {
    const taps = Float64Array.from({ length: 2 * this.#half + 1 }, (_, i) => {
      const at = i - this.#half - shift;
      return sinc(at * band) * WINDOW(at / (this.#half + 1));
    });
    const total = taps.reduce((sum, tap) => sum + tap, 0);
    return taps.map(tap => tap / total);
  }

  #advance(block: Float32Array): Float32Array {
    const input = new Float32Array(this.#input.length + block.length);
    input.set(this.#input);
    input.set(block, this.#input.length);
    const last = this.#first + input.length - 1;
    const upTo = Math.max(this.#next, Math.ceil(((last - this.#half) * this.#to) / this.#from));
    const output = new Float32Array(upTo - this.#next);
    // Hours of digital silence cost next to nothing.
    if (!isSilent(input)) for (let n = 0; n < output.length; n++) output[n] = this.#sampleAt(input, this.#next + n);
    this.#next = upTo;
    const keepFrom = Math.floor((this.#next * this.#from) / this.#to) - this.#half;
    this.#input = input.slice(Math.max(0, keepFrom - this.#first));
    this.#first = Math.max(this.#first, keepFrom);
    return output;
  }

  #sampleAt(input: Float32Array, n: number): number {
    const numerator = n * this.#from;
    const whole = Math.floor(numerator / this.#to);
    const kernel = this.#kernels[Math.round(((numerator - whole * this.#to) / this.#to) * this.#phases)]!;
    const start = whole - this.#half - this.#first;
    let sum = 0;
    for (let k = 0; k < kernel.length; k++) sum += kernel[k]! * input[start + k]!;
    return sum;
  }
}

/** @returns the same stream at another rate; untouched where the rates are equal */
export async function* resample(blocks: AsyncIterable<Float32Array>, from: number, to: number): AsyncGenerator<Float32Array> {
  if (from === to) {
    yield* blocks;
    return;
  }
  const resampler = new Resampler(from, to);
  for await (const block of blocks) yield resampler.push(block);
  yield resampler.end();
}
