import type { AccountState } from './account-state.ts';
import { hasEnded } from './lease.ts';

/**
 * The calls of this process to one account. The books tell of them late: a change that is on its way is not in what was read, and
 * two answers may come in another order than their changes were made.
 */
export class OwnCalls {
  /** By place, from before it is asked for until after it is given back. */
  readonly #leases = new Map<number, string>();
  readonly #waiting = new Set<() => void>();

  take(place: number | null, lease: string): void {
    if (place !== null) this.#leases.set(place, lease);
  }

  /** Gives a place back, and lets the one that has waited longest try it. */
  giveBack(place: number | null): void {
    if (place === null) return;
    this.#leases.delete(place);
    const [first] = this.#waiting;
    first?.();
  }

  hasAll(places: number | null, nowMs: number): boolean {
    return places !== null && this.#heldAt(nowMs).length >= places;
  }

  /** @returns the books with every place of this process taken */
  known(state: AccountState, nowMs: number): AccountState {
    return this.#leases.size === 0 ? state : { ...state, places: new Map([...state.places, ...this.#heldAt(nowMs)]) };
  }

  /** Waits until a place is given back here, at most for the given time: other processes do not say when they give one back. */
  async nextPlace(milliseconds: number, sleep: (milliseconds: number) => Promise<void>): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    const wake = (): void => {
      this.#waiting.delete(wake);
      resolve(undefined);
    };
    this.#waiting.add(wake);
    await Promise.race([promise, sleep(milliseconds)]);
    this.#waiting.delete(wake);
  }

  /** One whose lease has ended may be another's by now. */
  #heldAt(nowMs: number): readonly (readonly [number, string])[] {
    return [...this.#leases].filter(([, lease]) => !hasEnded(lease, nowMs));
  }
}
