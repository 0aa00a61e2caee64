import FFT from 'fft.js';

/** Sample rate the fundamental frequency is looked for at, Hz: its harmonics up to 4 kHz are all the method needs. */
export const F0_SAMPLE_RATE = 8_000;
/** Range of voices that is searched, Hz. */
const F0_RANGE = { low: 60, high: 400 };
/** Samples a frame looks at: three periods of the lowest voice (Boersma 1993). */
export const F0_WINDOW = (3 * F0_SAMPLE_RATE) / F0_RANGE.low;

/** Half of the longest period, samples: the stretch around a frame's centre whose peak is its loudness. */
const CENTRE = F0_SAMPLE_RATE / F0_RANGE.low / 2;
const MOST_CANDIDATES = 6;
const FFT_SIZE = 1_024;
const SHORTEST_LAG = Math.floor(F0_SAMPLE_RATE / F0_RANGE.high);
const LONGEST_LAG = Math.ceil(F0_SAMPLE_RATE / F0_RANGE.low);
/** A peak below this share of the energy is no period. */
const WEAKEST = 0.225;
/** What a candidate gains per octave above the lowest voice: of two equally good periods the shorter one is right. */
const OCTAVE_COST = 0.01;

export interface F0Candidate {
  /** Hz. */
  readonly frequency: number;
  /** Normalised autocorrelation at that period, plus the octave cost. */
  readonly strength: number;
}

export interface F0Frame {
  /** Strongest first, at most six. */
  readonly candidates: readonly F0Candidate[];
  /** Largest absolute sample of the frame, its mean taken away. */
  readonly peak: number;
}

const hann = Float64Array.from({ length: F0_WINDOW }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / F0_WINDOW));

/**
 * Periods of short frames by autocorrelation (Boersma 1993): the frame's autocorrelation divided by that of its window.
 * Two real frames share one complex transform.
 */
export class F0CandidateFinder {
  readonly #fft = new FFT(FFT_SIZE);
  readonly #time = new Float64Array(2 * FFT_SIZE);
  readonly #spectrum = new Float64Array(2 * FFT_SIZE);
  /** Autocorrelation of the window, lag by lag, relative to lag 0. */
  readonly #window: Float64Array;

  constructor() {
    this.#time.fill(0);
    hann.forEach((value, i) => (this.#time[2 * i] = value));
    const [window] = this.#autocorrelations();
    this.#window = window;
  }

  /** @param samples at least `F0_WINDOW` from each of the two starts */
  find(samples: Float64Array, starts: readonly [number, number]): [F0Frame, F0Frame] {
    this.#time.fill(0);
    const peaks = [this.#load(samples, starts[0], 0), this.#load(samples, starts[1], 1)] as const;
    const [first, second] = this.#autocorrelations();
    return [
      { candidates: this.#candidates(first), peak: peaks[0] },
      { candidates: this.#candidates(second), peak: peaks[1] },
    ];
  }

  #load(samples: Float64Array, start: number, part: 0 | 1): number {
    let sum = 0;
    for (let i = 0; i < F0_WINDOW; i++) sum += samples[start + i]!;
    const level = sum / F0_WINDOW;
    let peak = 0;
    for (let i = 0; i < F0_WINDOW; i++) {
      const sample = samples[start + i]! - level;
      if (Math.abs(i - F0_WINDOW / 2) <= CENTRE) peak = Math.max(peak, Math.abs(sample));
      this.#time[2 * i + part] = sample * hann[i]!;
    }
    return peak;
  }

  /** Of the two frames in `#time`, lags 0 to `LONGEST_LAG + 1`, relative to lag 0. */
  #autocorrelations(): [Float64Array, Float64Array] {
    const spectrum = this.#spectrum;
    this.#fft.transform(spectrum, this.#time);
    const power = this.#time;
    for (let k = 0; k <= FFT_SIZE / 2; k++) {
      const mirror = (FFT_SIZE - k) % FFT_SIZE;
      const [re, im, reMirror, imMirror] = [spectrum[2 * k]!, spectrum[2 * k + 1]!, spectrum[2 * mirror]!, spectrum[2 * mirror + 1]!];
      const first = (re + reMirror) ** 2 + (im - imMirror) ** 2;
      const second = (im + imMirror) ** 2 + (re - reMirror) ** 2;
      power[2 * k] = power[2 * mirror] = first;
      power[2 * k + 1] = power[2 * mirror + 1] = second;
    }
    this.#fft.inverseTransform(spectrum, power);
    return [this.#relative(0), this.#relative(1)];
  }

  #relative(part: 0 | 1): Float64Array {
    const energy = this.#spectrum[part]!;
    const lags = new Float64Array(LONGEST_LAG + 2);
    if (energy > 0) for (let lag = 0; lag < lags.length; lag++) lags[lag] = this.#spectrum[2 * lag + part]! / energy;
    return lags;
  }

  #candidates(frame: Float64Array): F0Candidate[] {
    const found: F0Candidate[] = [];
    let before = frame[SHORTEST_LAG - 1]! / this.#window[SHORTEST_LAG - 1]!;
    let here = frame[SHORTEST_LAG]! / this.#window[SHORTEST_LAG]!;
    for (let lag = SHORTEST_LAG; lag <= LONGEST_LAG; lag++) {
      const after = frame[lag + 1]! / this.#window[lag + 1]!;
      if (here > WEAKEST && here > before && here >= after) found.push(candidateAt(lag, before, here, after));
      before = here;
      here = after;
    }
    return found.sort((a, b) => b.strength - a.strength).slice(0, MOST_CANDIDATES);
  }
}

/** The parabola through three lags gives period and height between samples. */
const candidateAt = (lag: number, before: number, here: number, after: number): F0Candidate => {
  const bend = before - 2 * here + after;
  const shift = bend === 0 ? 0 : (0.5 * (before - after)) / bend;
  const height = here - 0.25 * (before - after) * shift;
  const frequency = Math.min(F0_RANGE.high, Math.max(F0_RANGE.low, F0_SAMPLE_RATE / (lag + shift)));
  // Above 1 only noise of the division is left (Boersma mirrors it down).
  const strength = height > 1 ? 1 / height : height;
  return { frequency, strength: strength + OCTAVE_COST * Math.log2(frequency / F0_RANGE.low) };
};
