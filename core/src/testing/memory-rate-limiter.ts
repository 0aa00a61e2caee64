import type { Clock } from '../platform/clock.ts';
import { rateWindow, type RateLimiter } from '../platform/rate-limiter.ts';

/** As `DynamoRateLimiter`, in this process. */
export class MemoryRateLimiter implements RateLimiter {
  readonly #calls = new Map<string, number>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  count(who: string, perMinute: number): Promise<number | null> {
    const { window, secondsLeft } = rateWindow(this.#clock());
    const key = `${who}|${window}`;
    const calls = (this.#calls.get(key) ?? 0) + 1;
    this.#calls.set(key, calls);
    return Promise.resolve(calls > perMinute ? secondsLeft : null);
  }
}
