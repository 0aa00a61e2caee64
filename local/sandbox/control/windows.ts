/**
 * How many calls a provider takes in how long. `clock`: counted from the full hour, minute, … on, as Unsplash does.
 * `sliding`: never more than `limit` in any stretch of that length; where a provider does not say how it counts, this
 * stricter kind is taken.
 */
export interface WindowRule {
  readonly name: string;
  readonly limit: number;
  readonly seconds: number;
  readonly kind: 'clock' | 'sliding';
}

/** How a window stands after a call. */
export interface WindowState {
  readonly name: string;
  readonly limit: number;
  readonly remaining: number;
  /** When the next slot is free (if none is now), and when the window has emptied (if one is); milliseconds of the sandbox's clock. */
  readonly resetMs: number;
}

export interface Taking {
  /** False: one of the windows is full, and the call was not counted in any. */
  readonly granted: boolean;
  /** In the order of the rules. */
  readonly windows: readonly WindowState[];
  /** How long until a call would be granted, milliseconds; 0 when it was. */
  readonly waitMs: number;
}

const startOf = (rule: WindowRule, now: number): number => {
  const spanMs = rule.seconds * 1_000;
  return rule.kind === 'clock' ? Math.floor(now / spanMs) * spanMs : now - spanMs;
};

/** The moments of counted calls, per account, key and window. */
export class CallWindows {
  readonly #calls = new Map<string, number[]>();

  #within(id: string, rule: WindowRule, now: number): number[] {
    const start = startOf(rule, now);
    const kept = (this.#calls.get(id) ?? []).filter(at => (rule.kind === 'clock' ? at >= start : at > start) && at <= now);
    this.#calls.set(id, kept);
    return kept;
  }

  #freeAt(rule: WindowRule, calls: readonly number[], now: number): number {
    const spanMs = rule.seconds * 1_000;
    if (rule.kind === 'clock') return startOf(rule, now) + spanMs;
    if (rule.limit === 0) return now + spanMs;
    const full = calls.length >= rule.limit;
    return (calls.at(full ? -rule.limit : -1) ?? now - spanMs) + spanMs;
  }

  /**
   * Counts one call if every window has room for it.
   * @param account whose budget; calls of different `key`s are counted apart
   */
  take(account: string, key: string, rules: readonly WindowRule[], now: number): Taking {
    const windows = rules.map(rule => ({ rule, calls: this.#within(`${account}|${key}|${rule.name}`, rule, now) }));
    const full = windows.filter(({ rule, calls }) => calls.length >= rule.limit);
    if (full.length === 0) for (const { calls } of windows) calls.push(now);
    return {
      granted: full.length === 0,
      windows: windows.map(({ rule, calls }) => ({
        name: rule.name,
        limit: rule.limit,
        remaining: Math.max(0, rule.limit - calls.length),
        resetMs: this.#freeAt(rule, calls, now),
      })),
      waitMs: Math.max(0, ...full.map(({ rule, calls }) => this.#freeAt(rule, calls, now) - now)),
    };
  }

  /** Forgets all counted calls. */
  clear(): void {
    this.#calls.clear();
  }
}
