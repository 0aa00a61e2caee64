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
