import { LogEvent } from '../observability/events.ts';
import type { Logger } from '../observability/logger.ts';

/** Counts calls of one caller in fixed minutes. */
export interface RateLimiter {
  /**
   * Counts one call.
   * @param who whose calls are counted together, free of secrets
   * @param perMinute calls that are let through in a minute
   * @returns whole seconds until the next call is let through, or null where this one is
   */
  count(who: string, perMinute: number): Promise<number | null>;
}

export const RATE_WINDOW_SECONDS = 60;

/** @returns the window that `nowMs` lies in, and the seconds left of it, at least one */
export const rateWindow = (nowMs: number): { readonly window: number; readonly secondsLeft: number } => {
  const seconds = nowMs / 1_000;
  const window = Math.floor(seconds / RATE_WINDOW_SECONDS);
  return { window, secondsLeft: Math.max(1, Math.ceil((window + 1) * RATE_WINDOW_SECONDS - seconds)) };
};

/** @returns whole seconds that somebody has to wait; 0 where the call is let through */
export type Allowance = (who: string) => Promise<number>;

/** Counting that fails lets the call through: a database that is short of breath must not lock everybody out. */
export const allowance =
  (deps: { readonly limiter: RateLimiter; readonly perMinute: number; readonly logger: Logger }): Allowance =>
  async who => {
    try {
      return (await deps.limiter.count(who, deps.perMinute)) ?? 0;
    } catch (error) {
      deps.logger.error(LogEvent.unexpected, { detail: 'a call was not counted' }, error);
      return 0;
    }
  };
