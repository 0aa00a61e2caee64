import type { F0Candidate, F0Frame } from './f0-candidates.ts';
import { FRAMES_PER_SECOND } from './frames.ts';

/** Strength of "no voice" in a loud frame, and the share of the reference peak below which a frame counts as silent. */
const VOICING_THRESHOLD = 0.45;
const SILENCE_THRESHOLD = 0.03;
/** Boersma states costs per 10 ms. */
const PER_FRAME = 0.01 * FRAMES_PER_SECOND;
const OCTAVE_JUMP_COST = 0.35 * PER_FRAME;
const VOICING_CHANGE_COST = 0.14 * PER_FRAME;
/** Frames between looks at what is settled. */
const SETTLE_EVERY = FRAMES_PER_SECOND;
/** A path that stays open for this long (a minute) is cut at its best state; memory stays bounded whatever the sound. */
const LONGEST_OPEN = 60 * FRAMES_PER_SECOND;

const UNVOICED: F0Candidate = { frequency: 0, strength: 0 };

interface OpenFrame {
  readonly states: readonly F0Candidate[];
  /** For each state, the best state of the frame before. */
  readonly from: Uint8Array;
}

const transitionCost = (from: F0Candidate, to: F0Candidate): number => {
  if (from.frequency === 0 || to.frequency === 0) return from.frequency === to.frequency ? 0 : VOICING_CHANGE_COST;
  return OCTAVE_JUMP_COST * Math.abs(Math.log2(from.frequency / to.frequency));
};

/** Best path through the candidates of a stream of frames (Viterbi); a frame is given out once every live path agrees on it. */
export class F0Path {
  #open: OpenFrame[] = [];
  #scores: Float64Array = new Float64Array(1);
  #previous: readonly F0Candidate[] = [UNVOICED];

  /** @param referencePeak the loudest peak around, that tells silence from speech @returns settled frequencies in order, Hz; 0 without voice */
  push(frame: F0Frame, referencePeak: number): number[] {
    const loudness = referencePeak > 0 ? frame.peak / referencePeak : 0;
    const silence = Math.max(0, 2 - (loudness * (1 + VOICING_THRESHOLD)) / SILENCE_THRESHOLD);
    const states = [{ frequency: 0, strength: VOICING_THRESHOLD + silence }, ...frame.candidates];
    const scores = new Float64Array(states.length);
    const from = new Uint8Array(states.length);
    states.forEach((state, to) => {
      let best = -Infinity;
      this.#previous.forEach((earlier, i) => {
        const score = this.#scores[i]! - transitionCost(earlier, state);
        if (score > best) {
          best = score;
          from[to] = i;
        }
      });
      scores[to] = best + state.strength;
    });
    const top = scores.reduce((a, b) => Math.max(a, b));
    this.#scores = scores.map(score => score - top);
    this.#previous = states;
    this.#open.push({ states, from });
    return this.#open.length % SETTLE_EVERY === 0 ? this.#settled() : [];
  }

  /** @returns the frames still open, along the best path */
  end(): number[] {
    return this.#giveOut(this.#open.length - 1, this.#bestState());
  }

  #bestState(): number {
    return this.#scores.indexOf(0);
  }

  #settled(): number[] {
    let live = new Set(this.#scores.keys());
    for (let t = this.#open.length - 1; t > 0; t--) {
      const { from } = this.#open[t]!;
      live = new Set([...live].map(state => from[state]!));
      if (live.size === 1) return this.#giveOut(t - 1, [...live][0]!);
    }
    return this.#open.length < LONGEST_OPEN ? [] : this.end();
  }

  /** Everything up to frame `last`, which is in `state`. */
  #giveOut(last: number, state: number): number[] {
    const frequencies: number[] = [];
    for (let t = last, at = state; t >= 0; t--) {
      frequencies.push(this.#open[t]!.states[at]!.frequency);
      at = this.#open[t]!.from[at]!;
    }
    this.#open = this.#open.slice(last + 1);
    return frequencies.reverse();
  }
}
