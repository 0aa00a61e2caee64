import FFT from 'fft.js';
import { FRAMES_PER_SECOND } from './frames.ts';
import { mean } from './statistics.ts';

export const SCALES_PER_OCTAVE = 4;
export const SCALE_COUNT = 41;

const SECONDS_PER_FRAME = 1 / FRAMES_PER_SECOND;
/** Frames added at both ends, holding the edge value, so that nothing wraps around. */
const PADDING = 400;
/** Gamma(2.5), of the Mexican hat (derivative of a Gaussian, m = 2; Torrence & Compo 1998, table 1). */
const GAMMA = 1.329_340_388_179_137;
/** dj / (C_delta psi_0(0)) of the same table: makes the coefficients add up to the signal. */
const RECONSTRUCTION = 1 / SCALES_PER_OCTAVE / (3.541 * 0.867);

const scaleAt = (row: number): number => SECONDS_PER_FRAME * 2 ** (row / SCALES_PER_OCTAVE);

/** @returns half the Fourier period of a scale, frames: the length of the hill it answers to */
export const hillWidth = (row: number): number => (0.5 * FRAMES_PER_SECOND * 2 * Math.PI * scaleAt(row)) / Math.sqrt(2.5);

/** @returns the row whose hill is nearest to `frames` long */
export const rowOfWidth = (frames: number): number => {
  let nearest = 0;
  for (let row = 1; row < SCALE_COUNT; row++) {
    if (Math.abs(hillWidth(row) - frames) < Math.abs(hillWidth(nearest) - frames)) nearest = row;
  }
  return nearest;
};

interface Transform {
  readonly fft: FFT;
  readonly size: number;
  readonly spectrum: Float64Array;
}

const spectrumOf = (signal: Float64Array): Transform => {
  const padded = signal.length + 2 * PADDING;
  const size = 2 ** Math.ceil(Math.log2(padded));
  const fft = new FFT(size);
  const time = new Float64Array(2 * size);
  for (let i = 0; i < padded; i++) time[2 * i] = signal[Math.min(Math.max(i - PADDING, 0), signal.length - 1)]!;
  const spectrum = new Float64Array(2 * size);
  fft.transform(spectrum, time);
  return { fft, size, spectrum };
};

const rowOf = ({ fft, size, spectrum }: Transform, row: number, length: number): Float64Array => {
  const scale = scaleAt(row);
  const step = (2 * Math.PI) / (size * SECONDS_PER_FRAME);
  const norm = Math.sqrt((scale * step * size) / GAMMA);
  const product = new Float64Array(2 * size);
  for (let k = 1; k < size; k++) {
    const w = scale * step * (k <= size / 2 ? k : k - size);
    const weight = norm * w * w * Math.exp(-0.5 * w * w);
    product[2 * k] = spectrum[2 * k]! * weight;
    product[2 * k + 1] = spectrum[2 * k + 1]! * weight;
  }
  const time = new Float64Array(2 * size);
  fft.inverseTransform(time, product);
  const factor = (RECONSTRUCTION * Math.sqrt(SECONDS_PER_FRAME)) / Math.sqrt(scale);
  const values = Float64Array.from({ length }, (_, i) => factor * time[2 * (i + PADDING)]!);
  const level = mean(values);
  return values.map(value => value - level);
};

/**
 * Continuous wavelet transform with the Mexican hat, quarter-octave scales from one frame up.
 * @param rows which scales, fine to coarse, 0 to 40
 * @returns one row of coefficients a scale, reconstruction-scaled, mean 0
 */
export const waveletRows = (signal: Float64Array, rows: readonly number[]): readonly Float64Array[] => {
  const transform = spectrumOf(signal);
  return rows.map(row => rowOf(transform, row, signal.length));
};
