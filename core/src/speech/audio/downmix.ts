/** Peak (-80 dB) below which a channel is silent: it then takes nothing from the level of the others. */
const SILENT = 1e-4;
/** Correlation of two channels below which one of them is the other turned upside down. */
const INVERTED = -0.8;
/** How much of the channels' common history a block leaves standing. */
const MEMORY = 0.9;

const peakOf = (samples: Float32Array): number => {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  return peak;
};

const product = (a: Float32Array, b: Float32Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

/** Anything that is no number is silence; what is louder than full scale is clipped, as a converter would. */
const sane = (sample: number): number => (Number.isFinite(sample) ? Math.min(1, Math.max(-1, sample)) : 0);

/**
 * Makes one channel of several, so that no voice is lost: channels that were heard at all are averaged, silent ones do not
 * dilute them, and a stereo pair with one side inverted does not cancel itself out.
 */
export class Downmix {
  #heard: Uint8Array | null = null;
  /** Products of a stereo pair: with itself left, right, and across. */
  #pair = { left: 0, right: 0, across: 0 };

  /** @param channels of one length @returns mono, finite, -1..1 */
  mix(channels: readonly Float32Array[]): Float32Array {
    const clean = channels.map(channel => channel.map(sane));
    this.#heard ??= new Uint8Array(clean.length);
    const heard = this.#heard;
    clean.forEach((channel, i) => {
      if (peakOf(channel) > SILENT) heard[i] = 1;
    });
    const [left, right] = clean;
    const sign = clean.length === 2 && left !== undefined && right !== undefined && this.#isInverted(left, right) ? -1 : 1;
    const share =
      1 /
      Math.max(
        1,
        heard.reduce((sum, each) => sum + each, 0),
      );
    const mono = new Float32Array(left?.length ?? 0);
    clean.forEach((channel, i) => {
      const weight = i === 1 ? sign * share : share;
      for (let t = 0; t < mono.length; t++) mono[t]! += weight * channel[t]!;
    });
    return mono.map(sane);
  }

  #isInverted(left: Float32Array, right: Float32Array): boolean {
    this.#pair = {
      left: MEMORY * this.#pair.left + product(left, left),
      right: MEMORY * this.#pair.right + product(right, right),
      across: MEMORY * this.#pair.across + product(left, right),
    };
    const size = Math.sqrt(this.#pair.left * this.#pair.right);
    return size > 0 && this.#pair.across / size < INVERTED;
  }
}
