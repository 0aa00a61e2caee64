import { BANDS } from './mel-bands.ts';

/** Smoothing of a band's power over time. */
const POWER_MEMORY = 0.7;
/** The floor follows a rising power slowly, a falling one fast. */
const FLOOR_MEMORY_RISING = 0.995;
const FLOOR_MEMORY_FALLING = 0.5;
/** Right after a loud frame a band weaker than the fading peak is taken for its echo. */
const PEAK_FADE = 0.85;
const ECHO_LEVEL = 0.2;
const LARGEST_GAIN = 20;
/** Neighbouring bands on either side whose gains are averaged. */
const GAIN_SPREAD = 4;

const follow = (value: number, floor: number): number => {
  const memory = value >= floor ? FLOOR_MEMORY_RISING : FLOOR_MEMORY_FALLING;
  return memory * floor + (1 - memory) * value;
};

/**
 * Takes steady noise out of the band powers, as the acoustic model's training did (parameters of pocketsphinx 5.1.1).
 * It carries state from frame to frame: run it through a recording once, from the start.
 */
export class NoiseRemoval {
  readonly #power = new Float64Array(BANDS);
  readonly #noise = new Float64Array(BANDS);
  readonly #floor = new Float64Array(BANDS);
  readonly #peak = new Float64Array(BANDS);
  readonly #gain = new Float64Array(BANDS);
  #started = false;

  /** @param bands powers in squared 16-bit units; changed in place */
  apply(bands: Float64Array): void {
    if (!this.#started) this.#start(bands);
    for (let band = 0; band < BANDS; band++) this.#gain[band] = this.#gainOf(band, bands[band]!);
    for (let band = 0; band < BANDS; band++) {
      const [from, to] = [Math.max(0, band - GAIN_SPREAD), Math.min(BANDS - 1, band + GAIN_SPREAD)];
      let sum = 0;
      for (let other = from; other <= to; other++) sum += this.#gain[other]!;
      bands[band]! *= sum / (to - from + 1);
    }
  }

  #start(bands: Float64Array): void {
    this.#power.set(bands);
    this.#noise.set(bands.map(power => power / LARGEST_GAIN));
    this.#floor.set(this.#noise);
    this.#started = true;
  }

  #gainOf(band: number, raw: number): number {
    const power = POWER_MEMORY * this.#power[band]! + (1 - POWER_MEMORY) * raw;
    const noise = follow(power, this.#noise[band]!);
    const signal = Math.max(power - noise, 1);
    const floor = follow(signal, this.#floor[band]!);
    const peak = PEAK_FADE * this.#peak[band]!;
    const kept = Math.max(signal < PEAK_FADE * peak ? ECHO_LEVEL * peak : signal, floor);
    this.#power[band] = power;
    this.#noise[band] = noise;
    this.#floor[band] = floor;
    this.#peak[band] = Math.max(peak, signal);
    return Math.min(Math.max(kept / power, 1 / LARGEST_GAIN), LARGEST_GAIN);
  }
}
