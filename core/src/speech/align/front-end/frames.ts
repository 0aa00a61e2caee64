/** Everything below works at this rate, hertz. */
export const SAMPLE_RATE = 16_000;
/** Samples from one frame to the next: 10 ms. */
const HOP = 160;
/** Samples of one frame: 25.6 ms. */
export const FRAME = 410;
export const FRAME_MS = (1000 * HOP) / SAMPLE_RATE;

/** The model was trained on 16-bit samples; floors in the front end are in that unit. */
const INT16 = 32_768;
const PRE_EMPHASIS = 0.97;

/**
 * Cuts a stream of 16 kHz samples (-1..1) into overlapping frames with the highs raised, in 16-bit units.
 * What is not a number counts as silence. The last frame is filled up with zeros.
 */
export class FrameCutter {
  readonly #onFrame: (frame: Float64Array) => void;
  readonly #frame = new Float64Array(FRAME);
  /** Samples of `#frame` that are there already. */
  #filled = 0;
  #frames = 0;
  #previous = 0;

  /** @param onFrame is handed the same array each time */
  constructor(onFrame: (frame: Float64Array) => void) {
    this.#onFrame = onFrame;
  }

  push(samples: Float32Array): void {
    for (const raw of samples) {
      const isFinite = raw - raw === 0;
      const sample = isFinite ? raw * INT16 : 0;
      this.#frame[this.#filled++] = sample - PRE_EMPHASIS * this.#previous;
      this.#previous = sample;
      if (this.#filled === FRAME) this.#emit();
    }
  }

  end(): void {
    const unseen = this.#frames === 0 ? this.#filled : this.#filled - (FRAME - HOP);
    if (unseen <= 0) return;
    this.#frame.fill(0, this.#filled);
    this.#emit();
  }

  #emit(): void {
    this.#onFrame(this.#frame);
    this.#frame.copyWithin(0, HOP);
    this.#filled = FRAME - HOP;
    this.#frames++;
  }
}
