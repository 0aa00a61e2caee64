import type { Chain, SelectionProblem } from './selection-problem.ts';

const NONE = -1;

/**
 * Dynamic programming over options in order of start. A state is the option chosen last and how many its stretch then holds:
 * `option × largest capacity + held`. Exact for order, gap and capacity, blind to exclusions.
 */
class ChainTable {
  private readonly most: number;
  /** Options in the order in which they let the next one start. */
  private readonly byFree: readonly number[];
  private readonly value: Float64Array;
  private readonly previous: Int32Array;
  /** Best state that the next option may follow, for each count its own stretch holds; and best of all earlier stretches. */
  private readonly here: Int32Array;
  private earlier = NONE;
  private stretch = NONE;
  private readonly problem: SelectionProblem;

  constructor(problem: SelectionProblem) {
    this.problem = problem;
    const { options, capacities } = problem;
    this.most = Math.max(1, ...capacities);
    this.byFree = options.map((_, index) => index).sort((a, b) => options[a]!.freeMs - options[b]!.freeMs || a - b);
    this.value = new Float64Array(options.length * this.most);
    this.previous = new Int32Array(options.length * this.most);
    this.here = new Int32Array(this.most);
  }

  best(worth: Float64Array, open: Uint8Array): Chain {
    const { options } = this.problem;
    this.value.fill(-Infinity);
    this.here.fill(NONE);
    this.earlier = NONE;
    this.stretch = NONE;
    let freed = 0;
    for (let index = 0; index < options.length; index++) {
      this.enterStretch(options[index]!.stretch);
      while (freed < options.length && options[this.byFree[freed]!]!.freeMs <= options[index]!.startMs) this.free(this.byFree[freed++]!);
      if (open[index] && worth[index]! > 0) this.choose(index, worth[index]!);
    }
    return this.trace();
  }

  private better(state: number, than: number): number {
    return state !== NONE && (than === NONE || this.value[state]! > this.value[than]!) ? state : than;
  }

  private enterStretch(stretch: number): void {
    if (stretch === this.stretch) return;
    for (const state of this.here) this.earlier = this.better(state, this.earlier);
    this.here.fill(NONE);
    this.stretch = stretch;
  }

  private free(index: number): void {
    const isHere = this.problem.options[index]!.stretch === this.stretch;
    for (let held = 0; held < this.most; held++) {
      const state = index * this.most + held;
      if (this.value[state] === -Infinity) continue;
      if (isHere) this.here[held] = this.better(state, this.here[held]!);
      else this.earlier = this.better(state, this.earlier);
    }
  }

  private choose(index: number, worth: number): void {
    for (let held = 0; held < this.problem.capacities[this.stretch]!; held++) {
      const from = held === 0 ? this.earlier : this.here[held - 1]!;
      if (held > 0 && from === NONE) continue;
      this.value[index * this.most + held] = worth + (from === NONE ? 0 : this.value[from]!);
      this.previous[index * this.most + held] = from;
    }
  }

  private trace(): Chain {
    let best = NONE;
    for (let state = 0; state < this.value.length; state++) best = this.better(state, best);
    const value = best === NONE || this.value[best] === -Infinity ? 0 : this.value[best]!;
    const chosen: number[] = [];
    for (let state = value > 0 ? best : NONE; state !== NONE; state = this.previous[state]!) chosen.push(Math.floor(state / this.most));
    return { value, chosen: chosen.reverse() };
  }
}

/** @returns a function of what each option is worth at the moment; options worth nothing and those not open are left out */
export const bestChainOf = (problem: SelectionProblem): ((worth: Float64Array, open: Uint8Array) => Chain) => {
  const table = new ChainTable(problem);
  return (worth, open) => table.best(worth, open);
};
