/** Shape of the averaging window: `hamming` for contours, `box` for envelopes. */
export type WindowShape = 'hamming' | 'box';

const oddWidth = (width: number, length: number): number => {
  const rounded = Math.round(width);
  const odd = rounded % 2 === 0 ? rounded + 1 : rounded;
  return odd < length ? odd : Math.max(1, length % 2 === 0 ? length - 1 : length - 2);
};

const kernels = new Map<string, Float64Array>();

const kernelOf = (width: number, shape: WindowShape): Float64Array => {
  const key = `${shape} ${width}`;
  const known = kernels.get(key);
  if (known !== undefined) return known;
  const kernel = Float64Array.from({ length: width }, (_, i) =>
    shape === 'box' || width === 1 ? 1 : 0.54 - 0.46 * Math.cos((2 * Math.PI * i) / (width - 1)),
  );
  const total = kernel.reduce((sum, value) => sum + value, 0);
  const normalised = kernel.map(value => value / total);
  kernels.set(key, normalised);
  return normalised;
};

/**
 * Weighted running mean; the signal is mirrored at both ends, so its level holds there.
 * @param width frames; rounded up to an odd number and kept shorter than the signal
 * @returns a signal of the same length
 */
export const smooth = (signal: Float64Array, width: number, shape: WindowShape = 'hamming'): Float64Array => {
  const length = signal.length;
  if (length < 3) return signal.slice();
  const kernel = kernelOf(oddWidth(width, length), shape);
  const half = (kernel.length - 1) / 2;
  const mirrored = new Float64Array(length + 2 * half);
  mirrored.set(signal, half);
  for (let i = 1; i <= half; i++) {
    mirrored[half - i] = signal[i]!;
    mirrored[half + length - 1 + i] = signal[length - 1 - i]!;
  }
  const smoothed = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    let sum = 0;
    for (let k = 0; k < kernel.length; k++) sum += kernel[k]! * mirrored[i + k]!;
    smoothed[i] = sum;
  }
  return smoothed;
};
