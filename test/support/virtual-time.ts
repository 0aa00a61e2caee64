/** Time that passes only when everybody waits for it: hours of waiting take milliseconds, the same way in every run. */
export class VirtualTime {
  #nowMs: number;
  readonly #sleepers: { readonly atMs: number; readonly order: number; readonly wake: () => void }[] = [];
  #order = 0;

  constructor(startMs: number) {
    this.#nowMs = startMs;
  }

  readonly clock = (): number => this.#nowMs;

  readonly sleep = (milliseconds: number): Promise<void> =>
    new Promise(wake => {
      this.#order += 1;
      this.#sleepers.push({ atMs: this.#nowMs + Math.max(0, milliseconds), order: this.#order, wake });
    });

  /** Lets time pass until `work` is done. @throws an error where it waits for something that time does not bring */
  async run<T>(work: Promise<T>): Promise<T> {
    const state = { isOver: false };
    const over = (): void => {
      state.isOver = true;
    };
    work.then(over, over);
    for (;;) {
      // Everything that can go on without time passing does so first.
      await new Promise(setImmediate);
      if (state.isOver) return work;
      this.#sleepers.sort((a, b) => a.atMs - b.atMs || a.order - b.order);
      const next = this.#sleepers.shift();
      if (next === undefined) throw new Error('everybody waits for something else than time');
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.wake();
    }
  }
}

/** @returns numbers 0 ≤ x < 1 that look random and are the same for the same seed (mulberry32) */
export const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};
