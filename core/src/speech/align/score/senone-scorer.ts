import { FEATURES } from '../front-end/features.ts';
import { DENSITIES, STREAMS } from '../model/gaussians.ts';
import type { AcousticModel } from '../model/load-aligner.ts';
import { WEIGHT_OF_CODE } from '../model/mixture-weights.ts';
import { PHONE_STATES } from '../model/transitions.ts';
import { CodebookSearch, KEPT } from './codebook-search.ts';

/** Densities are not counted as worse than this below the frame's best, nats (the Sphinx default: 96 steps of 1024 ln 1.0001). */
const DENSITY_FLOOR = -9.83;

/**
 * How well senones fit a frame: log-likelihoods in nats, up to a constant of the frame.
 * Only what is asked for is worked out, and codebooks nobody asked for are searched every second frame only.
 */
export class SenoneScorer {
  readonly #model: AcousticModel;
  readonly #search: CodebookSearch;
  /** exp of the kept densities, relative to the frame's best of the stream. */
  readonly #likelihoods: Float64Array;
  readonly #scores: Float64Array;
  /** Frame for which `#scores` holds a senone's score. */
  readonly #scoredAt: Int32Array;
  /** Frame in which a senone of the codebook was last asked for. */
  readonly #usedAt: Int32Array;
  readonly #plainSpeech: Uint16Array;
  #frame = -1;
  #bestPlain = 0;

  constructor(model: AcousticModel) {
    const { phones, gaussians } = model;
    this.#model = model;
    this.#search = new CodebookSearch(gaussians);
    this.#likelihoods = new Float64Array(gaussians.codebooks * STREAMS * KEPT);
    this.#scores = new Float64Array(phones.codebooks.length);
    this.#scoredAt = new Int32Array(phones.codebooks.length).fill(-1);
    this.#usedAt = new Int32Array(gaussians.codebooks).fill(-1);
    const speech = phones.names.flatMap((_, phone) => (phones.fillers[phone] ? [] : [phones.plainSequenceOf(phone) * PHONE_STATES]));
    this.#plainSpeech = Uint16Array.from(speech.flatMap(at => [...phones.sequences.subarray(at, at + PHONE_STATES)]));
  }

  /** Goes on to the next frame. @param features its `FEATURES` values */
  next(features: Float32Array): void {
    if (features.length !== FEATURES) throw new RangeError('a frame has 39 features');
    this.#frame++;
    const best = this.#searchAll(features);
    const { scores } = this.#search;
    for (let slot = 0, stream = 0; slot < scores.length; stream = (stream + 1) % STREAMS) {
      for (const end = slot + KEPT; slot < end; slot++) {
        const relative = scores[slot]! - best[stream]!;
        this.#likelihoods[slot] = Math.exp(relative < DENSITY_FLOOR ? DENSITY_FLOOR : relative);
      }
    }
    this.#bestPlain = -Infinity;
    for (const senone of this.#plainSpeech) {
      const score = this.#score(senone);
      if (score > this.#bestPlain) this.#bestPlain = score;
    }
  }

  /** @returns the best density of each stream among all codebooks */
  #searchAll(features: Float32Array): Float64Array {
    const best = new Float64Array(STREAMS).fill(-Infinity);
    for (let codebook = 0; codebook < this.#usedAt.length; codebook++) {
      const fully = this.#frame === 0 || this.#usedAt[codebook]! >= this.#frame - 1 || (this.#frame + codebook) % 2 === 0;
      for (let stream = 0; stream < STREAMS; stream++) {
        const table = codebook * STREAMS + stream;
        this.#search.refresh(table, features);
        if (fully) this.#search.search(table, features);
        const top = this.#search.scores[table * KEPT]!;
        if (top > best[stream]!) best[stream] = top;
      }
    }
    return best;
  }

  /** Score of the senone that fits best among those of plain phones of speech: what any speech at all would reach. */
  get bestPlain(): number {
    return this.#bestPlain;
  }

  score(senone: number): number {
    this.#usedAt[this.#model.phones.codebooks[senone]!] = this.#frame;
    return this.#score(senone);
  }

  #score(senone: number): number {
    if (this.#scoredAt[senone] === this.#frame) return this.#scores[senone]!;
    const { kept } = this.#search;
    const likelihoods = this.#likelihoods;
    const { weights, phones } = this.#model;
    let product = 1;
    for (let stream = 0; stream < STREAMS; stream++) {
      const slot = (phones.codebooks[senone]! * STREAMS + stream) * KEPT;
      const weight = (senone * STREAMS + stream) * DENSITIES;
      let sum = 0;
      for (let rank = 0; rank < KEPT; rank++) {
        sum += WEIGHT_OF_CODE[weights[weight + kept[slot + rank]!]!]! * likelihoods[slot + rank]!;
      }
      product *= sum;
    }
    this.#scoredAt[senone] = this.#frame;
    return (this.#scores[senone] = Math.log(product));
  }
}
