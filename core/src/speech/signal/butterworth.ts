/** One second-order section; `a0` is 1. */
interface Section {
  readonly b: readonly [number, number, number];
  readonly a: readonly [number, number];
}

interface Complex {
  readonly re: number;
  readonly im: number;
}

const multiply = (p: Complex, q: Complex): Complex => ({ re: p.re * q.re - p.im * q.im, im: p.re * q.im + p.im * q.re });
const divide = (p: Complex, q: Complex): Complex => {
  const size = q.re * q.re + q.im * q.im;
  return { re: (p.re * q.re + p.im * q.im) / size, im: (p.im * q.re - p.re * q.im) / size };
};
const squareRoot = (p: Complex): Complex => {
  const size = Math.sqrt(Math.hypot(p.re, p.im));
  const angle = Math.atan2(p.im, p.re) / 2;
  return { re: size * Math.cos(angle), im: size * Math.sin(angle) };
};

const RIGHT_OF_REAL = 1e-9;

/** Feedback coefficients, one pair a section: conjugate poles belong together, and so do the two real ones of a wide band. */
const feedback = (order: number, low: number, high: number): (readonly [number, number])[] => {
  const width = high - low;
  const pairs: (readonly [number, number])[] = [];
  const real: number[] = [];
  for (let k = 0; k < order; k++) {
    const angle = (Math.PI * (2 * k + order + 1)) / (2 * order);
    const half = { re: (Math.cos(angle) * width) / 2, im: (Math.sin(angle) * width) / 2 };
    const squared = multiply(half, half);
    const root = squareRoot({ re: squared.re - low * high, im: squared.im });
    for (const sign of [1, -1]) {
      const analog = { re: half.re + sign * root.re, im: half.im + sign * root.im };
      const pole = divide({ re: 2 + analog.re, im: analog.im }, { re: 2 - analog.re, im: -analog.im });
      if (pole.im > RIGHT_OF_REAL) pairs.push([-2 * pole.re, pole.re * pole.re + pole.im * pole.im]);
      else if (pole.im > -RIGHT_OF_REAL) real.push(pole.re);
    }
  }
  const [first, second] = real;
  if (first !== undefined && second !== undefined) pairs.push([-(first + second), first * second]);
  return pairs;
};

const gainAt = ({ b, a }: Section, frequency: number): number => {
  const z1 = { re: Math.cos(frequency), im: -Math.sin(frequency) };
  const z2 = multiply(z1, z1);
  const top = { re: b[0] + b[1] * z1.re + b[2] * z2.re, im: b[1] * z1.im + b[2] * z2.im };
  const bottom = { re: 1 + a[0] * z1.re + a[1] * z2.re, im: a[0] * z1.im + a[1] * z2.im };
  const ratio = divide(top, bottom);
  return Math.hypot(ratio.re, ratio.im);
};

/** Butterworth band-pass by bilinear transform; unit gain at the geometric middle of the band. Frequencies in Hz, odd order. */
const bandPass = (order: number, band: { readonly low: number; readonly high: number }, sampleRate: number): Section[] => {
  const warp = (frequency: number): number => 2 * Math.tan((Math.PI * frequency) / sampleRate);
  const low = warp(band.low);
  const high = warp(band.high);
  const middle = 2 * Math.atan(Math.sqrt(low * high) / 2);
  return feedback(order, low, high).map(a => {
    const gain = 1 / gainAt({ b: [1, 0, -1], a }, middle);
    return { b: [gain, 0, -gain], a };
  });
};

/** Causal band-pass over a stream of samples; keeps its state from block to block. */
export class ButterworthBandPass {
  readonly #sections: readonly Section[];
  readonly #state: Float64Array;

  constructor(order: number, band: { readonly low: number; readonly high: number }, sampleRate: number) {
    this.#sections = bandPass(order, band, sampleRate);
    this.#state = new Float64Array(2 * this.#sections.length);
  }

  /** Filters in place. */
  filter(samples: Float64Array): void {
    this.#sections.forEach(({ b, a }, section) => {
      let first = this.#state[2 * section]!;
      let second = this.#state[2 * section + 1]!;
      for (let i = 0; i < samples.length; i++) {
        const x = samples[i]!;
        const y = b[0] * x + first;
        first = second - a[0] * y;
        second = b[2] * x - a[1] * y;
        samples[i] = y;
      }
      this.#state[2 * section] = first;
      this.#state[2 * section + 1] = second;
    });
  }
}
