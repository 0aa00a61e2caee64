import { Resampler } from '../audio/resampler.ts';
import { BandEnergy } from './band-energy.ts';
import { F0_SAMPLE_RATE } from './f0-candidates.ts';
import { F0Tracker } from './f0-tracker.ts';
import { FRAMES_PER_SECOND } from './frames.ts';

/** Sample rate the band energy is measured at, Hz. */
const ENERGY_SAMPLE_RATE = 16_000;
/** A sample this close to full scale counts as clipped. */
const FULL_SCALE = 0.999;

/** All that is kept of a recording: 200 frames a second, 3.2 kB a second. Frame `t` is centred at `t / 200` s. */
export interface SpeechTracks {
  /** Hz; 0 without voice. */
  readonly f0: Float64Array;
  /** Mean of the rectified speech band, units of a 16-bit sample. */
  readonly level: Float64Array;
  /** Share of samples at full scale. */
  readonly clipped: number;
}

/** Numbers that come in pieces, kept in one growing array. */
class Track {
  #values = new Float64Array(60 * FRAMES_PER_SECOND);
  #length = 0;

  append(piece: ArrayLike<number>): void {
    while (this.#length + piece.length > this.#values.length) {
      const larger = new Float64Array(2 * this.#values.length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values.set(piece, this.#length);
    this.#length += piece.length;
  }

  first(count: number): Float64Array {
    return this.#values.slice(0, Math.min(count, this.#length));
  }
}

const countClipped = (block: Float32Array): number => {
  let count = 0;
  for (let i = 0; i < block.length; i++) if (Math.abs(block[i]!) >= FULL_SCALE) count++;
  return count;
};

/** Measures a recording as it streams by. @param blocks mono, -1..1 @param sampleRate Hz */
export const trackSpeech = async (blocks: AsyncIterable<Float32Array>, sampleRate: number): Promise<SpeechTracks> => {
  const [toEnergy, toF0] = [new Resampler(sampleRate, ENERGY_SAMPLE_RATE), new Resampler(ENERGY_SAMPLE_RATE, F0_SAMPLE_RATE)];
  const [energy, tracker] = [new BandEnergy(ENERGY_SAMPLE_RATE), new F0Tracker()];
  const [f0, level] = [new Track(), new Track()];
  let samples = 0;
  let clipped = 0;
  const measure = (block: Float32Array): void => {
    level.append(energy.push(block));
    f0.append(tracker.push(toF0.push(block)));
  };
  for await (const block of blocks) {
    samples += block.length;
    clipped += countClipped(block);
    measure(toEnergy.push(block));
  }
  measure(toEnergy.end());
  level.append(energy.end());
  f0.append(tracker.push(toF0.end()));
  f0.append(tracker.end());
  const frames = Math.ceil((samples * FRAMES_PER_SECOND) / sampleRate);
  return { f0: f0.first(frames), level: level.first(frames), clipped: samples === 0 ? 0 : clipped / samples };
};
