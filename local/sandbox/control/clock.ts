/**
 * The sandbox's time, milliseconds since 1970. All quota windows, reset headers and journal entries follow it, so that a
 * drill reaches the next hour in no time. Latency is not part of it: that is waited for really.
 */
export class SandboxClock {
  #offsetMs = 0;
  #frozenAt: number | null = null;
  readonly #wall: () => number;

  /** @param wall where real time comes from */
  constructor(wall: () => number) {
    this.#wall = wall;
  }

  now(): number {
    return this.#frozenAt ?? this.#wall() + this.#offsetMs;
  }

  /** Sets the distance to real time; a frozen clock goes on from there. */
  setOffset(offsetMs: number): void {
    this.#frozenAt = null;
    this.#offsetMs = offsetMs;
  }

  /** @param deltaMs may be negative */
  advance(deltaMs: number): void {
    this.#offsetMs += deltaMs;
    if (this.#frozenAt !== null) this.#frozenAt += deltaMs;
  }

  freeze(): void {
    this.#frozenAt = this.now();
  }

  /** Lets a frozen clock run on from the moment it shows. */
  resume(): void {
    if (this.#frozenAt === null) return;
    this.#offsetMs = this.#frozenAt - this.#wall();
    this.#frozenAt = null;
  }

  state(): { now: string; nowMs: number; offsetMs: number; frozen: boolean } {
    const nowMs = this.now();
    return { now: new Date(nowMs).toISOString(), nowMs, offsetMs: nowMs - this.#wall(), frozen: this.#frozenAt !== null };
  }
}
