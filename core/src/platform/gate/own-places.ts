import type { CallAccount } from '../call-gate.ts';

interface Line {
  taken: number;
  readonly waiting: (() => void)[];
}

/** Calls of this process that stand before or behind the gate of an account, first come first served: no more than it lets in at a time. */
export class OwnPlaces {
  readonly #lines = new Map<CallAccount, Line>();

  async take(account: CallAccount, parallel: number): Promise<void> {
    const line = this.#line(account);
    if (line.taken < parallel) line.taken += 1;
    else await new Promise<void>(go => line.waiting.push(go));
  }

  /** Whoever waits longest has the place at once. */
  free(account: CallAccount): void {
    const line = this.#line(account);
    const next = line.waiting.shift();
    if (next === undefined) line.taken -= 1;
    else next();
  }

  #line(account: CallAccount): Line {
    const line = this.#lines.get(account) ?? { taken: 0, waiting: [] };
    this.#lines.set(account, line);
    return line;
  }
}
