import { HUB, SILENCE, SKIP_HUB, type WordGraph } from '../graph/word-graph.ts';
import type { SenoneScorer } from '../score/senone-scorer.ts';
import type { Tuning } from '../tuning.ts';
import type { OpenPositions } from './open-positions.ts';
import { type OnStep, PathMemory, asShortfallByte, STAYED } from './path-memory.ts';

/** How often what has become certain is handed out: 10 s. */
const FRAMES_BETWEEN_SETTLING = 1_000;

/** Log probability of the best path into each state at one frame. What is dead, and all outside `start`..`end`, stands at -Infinity. */
interface Column {
  readonly scores: Float64Array;
  start: number;
  end: number;
}

const column = (states: number): Column => ({ scores: new Float64Array(states).fill(-Infinity), start: 0, end: 0 });

/** Finds the best way through the graph, frame by frame, within the time windows of its positions. */
export class Viterbi {
  readonly #graph: WordGraph;
  readonly #open: OpenPositions;
  readonly #scorer: SenoneScorer;
  readonly #tuning: Tuning;
  readonly #memory: PathMemory;
  /** How many positions ahead leaving words out may lead within the beam. */
  readonly #reach: number;
  #before: Column;
  #now: Column;
  #frame = 0;
  #firstOpen = 0;
  #lastOpen = 0;
  #firstLive = 0;
  #lastLive = 0;
  /** Of the frame before. */
  #best = 0;
  #bestState = HUB;

  constructor(graph: WordGraph, open: OpenPositions, scorer: SenoneScorer, tuning: Tuning, onStep: OnStep) {
    this.#graph = graph;
    this.#open = open;
    this.#scorer = scorer;
    this.#tuning = tuning;
    this.#memory = new PathMemory(graph, onStep);
    this.#reach = 1 + Math.floor(Math.max(0, tuning.beam + tuning.skip) / -tuning.nextSkip);
    this.#before = column(graph.rows.length);
    this.#now = column(graph.rows.length);
    this.#start();
  }

  /** Most bytes that undecided paths ever took. */
  get peakBytes(): number {
    return this.#memory.peakBytes;
  }

  /** Takes the next frame. @param features its features */
  step(features: Float32Array): void {
    this.#scorer.next(features);
    this.#openWindows();
    const from = Math.max(this.#firstOpen, this.#firstLive);
    const to = Math.min(this.#lastOpen, this.#lastLive + this.#reach);
    if (from > to || !this.#advance(from, to)) {
      this.#moveOn();
      this.#advance(this.#firstOpen, Math.min(this.#lastOpen, this.#firstOpen + this.#reach));
    }
    [this.#before, this.#now] = [this.#now, this.#before];
    this.#frame++;
    if (this.#frame % FRAMES_BETWEEN_SETTLING === 0) this.#memory.settle(this.#liveSounds());
  }

  /** Ends the recording and hands out the rest of the path. @returns whether it went through the text to its end */
  finish(): boolean {
    const end = this.#graph.positionStart[this.#positions - 1]! + HUB;
    const reached = this.#before.scores[end]! >= this.#best - this.#tuning.beam;
    if (this.#frame > 0) this.#memory.settle([this.#memory.soundingState(this.#frame - 1, reached ? end : this.#bestState)]);
    return reached;
  }

  get #positions(): number {
    return this.#graph.positionStart.length - 1;
  }

  /** Before the first frame: in the hub of the first position, or past words left out. */
  #start(): void {
    const { positionStart } = this.#graph;
    const { skip, nextSkip, beam } = this.#tuning;
    this.#openWindows();
    this.#before.scores[HUB] = 0;
    for (let position = 1; position <= this.#lastOpen; position++) {
      const score = skip + nextSkip * (position - 1);
      if (score < -beam) break;
      this.#before.scores[positionStart[position]! + HUB] = score;
      this.#lastLive = position;
    }
    this.#before.end = positionStart[this.#lastLive + 1]!;
  }

  #openWindows(): void {
    const { opens, closes } = this.#open;
    while (closes[this.#firstOpen]! < this.#frame) this.#firstOpen++;
    while (this.#lastOpen + 1 < this.#positions && opens[this.#lastOpen + 1]! <= this.#frame) this.#lastOpen++;
  }

  /** Every path has fallen behind the windows: the best goes on from the first open hub. The words between are lost. */
  #moveOn(): void {
    const state = this.#graph.positionStart[this.#firstOpen]! + HUB;
    this.#memory.noteMove(this.#frame - 1, state, this.#bestState);
    this.#best += this.#tuning.move;
    this.#before.scores[state] = this.#best;
    this.#before.end = Math.max(this.#before.end, state + 1);
  }

  /** Works out one frame for the positions `from`..`to`. @returns false, leaving nothing behind, where no path lives on */
  #advance(from: number, to: number): boolean {
    const { positionStart } = this.#graph;
    const start = positionStart[from]!;
    const end = positionStart[to + 1]!;
    this.#now.scores.fill(-Infinity, this.#now.start, this.#now.end);
    this.#now.start = start;
    this.#now.end = end;
    const offset = this.#memory.open(start, end - start) - start;
    const bestState = this.#sound(from, to, offset);
    if (bestState < 0) {
      this.#memory.reopen();
      return false;
    }
    this.#bestState = bestState;
    this.#best = this.#now.scores[bestState]!;
    for (let position = from; position <= to; position++) {
      this.#pass(positionStart[position]! + SKIP_HUB, offset);
      this.#pass(positionStart[position]! + HUB, offset);
    }
    this.#firstLive = from;
    while (!this.#isLive(this.#firstLive)) this.#firstLive++;
    this.#lastLive = to;
    while (!this.#isLive(this.#lastLive)) this.#lastLive--;
    return true;
  }

  #isLive(position: number): boolean {
    const { positionStart } = this.#graph;
    const worst = this.#best - this.#tuning.beam;
    for (let state = positionStart[position]!; state < positionStart[position + 1]!; state++) {
      if (this.#now.scores[state]! >= worst) return true;
    }
    return false;
  }

  /** Works out the sounding states. @returns the best of them, or -1 where all are dead */
  #sound(from: number, to: number, offset: number): number {
    const { positionStart, rows, senones, stay, leave, arcStart, arcFrom, arcCost, garbageRow } = this.#graph;
    const before = this.#before.scores;
    const now = this.#now.scores;
    const scorer = this.#scorer;
    const { back, shortfall } = this.#memory;
    const plain = scorer.bestPlain;
    const worst = this.#best - this.#tuning.beam;
    let best = -Infinity;
    let bestState = -1;
    for (let position = from; position <= to; position++) {
      const end = positionStart[position + 1]!;
      for (let state = positionStart[position]! + SILENCE; state < end; state++) {
        const row = rows[state]!;
        let score = before[state]! + stay[row]!;
        let source = STAYED;
        const firstArc = arcStart[state]!;
        const endArc = arcStart[state + 1]!;
        if (firstArc === endArc) {
          const other = before[state - 1]! + leave[row - 1]!;
          if (other > score) {
            score = other;
            source = 1;
          }
        }
        for (let arc = firstArc; arc < endArc; arc++) {
          const other = before[arcFrom[arc]!]! + arcCost[arc]!;
          if (other > score) {
            score = other;
            source = arc - firstArc + 1;
          }
        }
        if (score < worst) continue;
        const sound = row === garbageRow ? plain + this.#tuning.garbageMargin : scorer.score(senones[state]!);
        now[state] = score + sound;
        back[offset + state] = source;
        shortfall[offset + state] = asShortfallByte(plain - sound);
        if (score + sound > best) {
          best = score + sound;
          bestState = state;
        }
      }
    }
    return bestState;
  }

  /** Works out a hub from states of the same frame. */
  #pass(hub: number, offset: number): void {
    const { arcStart, arcFrom, arcCost } = this.#graph;
    const now = this.#now.scores;
    const first = arcStart[hub]!;
    let score = this.#best - this.#tuning.beam;
    for (let arc = first; arc < arcStart[hub + 1]!; arc++) {
      const other = now[arcFrom[arc]!]! + arcCost[arc]!;
      if (other <= score) continue;
      score = other;
      now[hub] = score;
      this.#memory.back[offset + hub] = arc - first + 1;
    }
  }

  #liveSounds(): Set<number> {
    const { scores, start, end } = this.#before;
    const worst = this.#best - this.#tuning.beam;
    const sounds = new Set<number>();
    for (let state = start; state < end; state++) {
      if (scores[state]! >= worst) sounds.add(this.#memory.soundingState(this.#frame - 1, state));
    }
    return sounds;
  }
}
