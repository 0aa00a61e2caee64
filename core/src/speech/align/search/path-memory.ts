import { HUB_ROW, type WordGraph } from '../graph/word-graph.ts';

/** How a state was reached, one byte: this, or 1 + the number of the arc (1 from the state before, where there are no arcs). */
export const STAYED = 0;

/** One step of the final path: the state that made the frame's sound, and how much better any plain phone would have fitted it, nats. */
export type OnStep = (frame: number, state: number, shortfall: number) => void;

/** A shortfall is kept as one byte, eighths of a nat from -8 to 24; the array rounds and clamps. */
const SHORTFALL_ZERO = 64;
const SHORTFALL_STEPS = 8;

export const asShortfallByte = (shortfall: number): number => SHORTFALL_STEPS * shortfall + SHORTFALL_ZERO;

/**
 * Where each state of each frame came from, until it is certain which way was right. All paths that are alive soon share
 * their past: that part is handed out and forgotten, so that an hour needs no more memory than a minute.
 */
export class PathMemory {
  /** One byte a state of the frame's range; written by the search from `open`'s answer on. */
  back = new Uint8Array(1 << 16);
  shortfall = new Uint8ClampedArray(1 << 16);
  readonly #graph: WordGraph;
  readonly #onStep: OnStep;
  /** Per remembered frame: first state of its range, and where its bytes begin. */
  readonly #firstStates: number[] = [];
  readonly #offsets: number[] = [];
  #used = 0;
  #firstFrame = 0;
  /** Hubs that the best path was moved to, by frame, with the state it was moved from. */
  readonly #moves = new Map<number, { readonly hub: number; readonly from: number }>();
  #peakBytes = 0;

  constructor(graph: WordGraph, onStep: OnStep) {
    this.#graph = graph;
    this.#onStep = onStep;
  }

  /** Most bytes ever in use. */
  get peakBytes(): number {
    return this.#peakBytes;
  }

  /** Starts the next frame. @returns where its bytes begin */
  open(firstState: number, states: number): number {
    const offset = this.#used;
    this.#used += states;
    if (this.#used > this.back.length) this.#grow();
    this.#firstStates.push(firstState);
    this.#offsets.push(offset);
    this.#peakBytes = Math.max(this.#peakBytes, 2 * this.#used);
    return offset;
  }

  /** Takes the frame that was opened last back. */
  reopen(): void {
    this.#used = this.#offsets.pop() ?? 0;
    this.#firstStates.pop();
  }

  noteMove(frame: number, hub: number, from: number): void {
    this.#moves.set(frame, { hub, from });
  }

  /** @returns the sounding state of the same frame that a live hub was reached from; any other state itself */
  soundingState(frame: number, state: number): number {
    const { rows } = this.#graph;
    let at = state;
    while (rows[at] === HUB_ROW) {
      const move = this.#moves.get(frame);
      at = move?.hub === at ? move.from : this.#sourceOf(at, this.#byte(frame, at));
    }
    return at;
  }

  /** Hands out everything that all of `states` have in common. @param states sounding states of the last frame */
  settle(states: Iterable<number>): void {
    let alive = new Set(states);
    let frame = this.#firstFrame + this.#offsets.length - 1;
    for (; alive.size > 1 && frame > this.#firstFrame; frame--) {
      const before = new Set<number>();
      for (const state of alive) before.add(this.#stateBefore(frame, state));
      alive = before;
    }
    const [common] = alive;
    if (alive.size === 1 && common !== undefined) this.#handOut(frame, common);
  }

  #handOut(frame: number, state: number): void {
    const path = new Int32Array(frame - this.#firstFrame + 1);
    let at = state;
    for (let i = path.length - 1; i >= 0; i--) {
      path[i] = at;
      if (i > 0) at = this.#stateBefore(this.#firstFrame + i, at);
    }
    path.forEach((sounding, i) => {
      const byte = this.shortfall[this.#offsets[i]! + sounding - this.#firstStates[i]!]!;
      this.#onStep(this.#firstFrame + i, sounding, (byte - SHORTFALL_ZERO) / SHORTFALL_STEPS);
    });
    this.#forget(path.length);
  }

  #forget(frames: number): void {
    const bytes = this.#offsets[frames] ?? this.#used;
    this.back.copyWithin(0, bytes, this.#used);
    this.shortfall.copyWithin(0, bytes, this.#used);
    this.#used -= bytes;
    this.#firstFrame += frames;
    this.#firstStates.splice(0, frames);
    this.#offsets.splice(0, frames);
    for (let i = 0; i < this.#offsets.length; i++) this.#offsets[i]! -= bytes;
    for (const frame of this.#moves.keys()) if (frame < this.#firstFrame - 1) this.#moves.delete(frame);
  }

  /** @returns the sounding state of the frame before */
  #stateBefore(frame: number, state: number): number {
    const byte = this.#byte(frame, state);
    if (byte === STAYED) return state;
    return this.soundingState(frame - 1, this.#sourceOf(state, byte));
  }

  #sourceOf(state: number, byte: number): number {
    const { arcStart, arcFrom } = this.#graph;
    const first = arcStart[state]!;
    return first === arcStart[state + 1] ? state - 1 : arcFrom[first + byte - 1]!;
  }

  #byte(frame: number, state: number): number {
    const i = frame - this.#firstFrame;
    return this.back[this.#offsets[i]! + state - this.#firstStates[i]!]!;
  }

  #grow(): void {
    const [back, shortfall] = [new Uint8Array(2 * this.#used), new Uint8ClampedArray(2 * this.#used)];
    back.set(this.back);
    shortfall.set(this.shortfall);
    this.back = back;
    this.shortfall = shortfall;
  }
}
