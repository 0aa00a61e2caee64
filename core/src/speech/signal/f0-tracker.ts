import { F0_SAMPLE_RATE, F0_WINDOW, F0CandidateFinder, type F0Frame } from './f0-candidates.ts';
import { F0Path } from './f0-path.ts';
import { FRAMES_PER_SECOND } from './frames.ts';

const HOP = F0_SAMPLE_RATE / FRAMES_PER_SECOND;
/**
 * Seconds to either side in which the loudest peak is the reference for silence. Boersma takes the whole recording; over
 * hours with several speakers and places the surroundings say more, and a stream has no whole.
 */
const SURROUNDINGS = 15;

/**
 * Fundamental frequency of a stream of samples at 8 kHz, 200 frames a second, Hz, 0 without voice. Frame `t` is centred at
 * `t / 200` s. Memory: half a minute of candidates, whatever the length.
 */
export class F0Tracker {
  readonly #finder = new F0CandidateFinder();
  readonly #path = new F0Path();
  #samples = new Float64Array(F0_WINDOW / 2);
  #waiting: F0Frame[] = [];
  /** Frames given to the path so far. */
  #passed = 0;
  /** Loudest peak of each second. */
  readonly #peaks: number[] = [];
  #found = 0;

  /** @param block samples at 8 kHz @returns frequencies that became certain, in order */
  push(block: Float32Array): number[] {
    const joined = new Float64Array(this.#samples.length + block.length);
    joined.set(this.#samples);
    joined.set(block, this.#samples.length);
    const complete = Math.floor((joined.length - F0_WINDOW) / HOP) + 1;
    const pairs = Math.max(0, Math.floor(complete / 2));
    for (let pair = 0; pair < pairs; pair++) {
      const start = 2 * pair * HOP;
      for (const frame of this.#finder.find(joined, [start, start + HOP])) this.#keep(frame);
    }
    this.#samples = joined.slice(2 * pairs * HOP);
    return this.#advance((Math.floor(this.#found / FRAMES_PER_SECOND) - SURROUNDINGS) * FRAMES_PER_SECOND);
  }

  /** @returns what was still open, as if silence followed */
  end(): number[] {
    const settled = this.push(new Float32Array(F0_WINDOW));
    return [...settled, ...this.#advance(this.#found), ...this.#path.end()];
  }

  #keep(frame: F0Frame): void {
    const second = Math.floor(this.#found / FRAMES_PER_SECOND);
    this.#peaks[second] = Math.max(this.#peaks[second] ?? 0, frame.peak);
    this.#waiting.push(frame);
    this.#found++;
  }

  #advance(until: number): number[] {
    const settled: number[] = [];
    const count = Math.max(0, until - this.#passed);
    for (const frame of this.#waiting.slice(0, count)) {
      settled.push(...this.#path.push(frame, this.#referencePeak(Math.floor(this.#passed / FRAMES_PER_SECOND))));
      this.#passed++;
    }
    this.#waiting = this.#waiting.slice(count);
    return settled;
  }

  #referencePeak(second: number): number {
    return this.#peaks.slice(Math.max(0, second - SURROUNDINGS), second + SURROUNDINGS + 1).reduce((a, b) => Math.max(a, b), 0);
  }
}
