import * as z from 'zod';
import type { Account, Lane } from '../server/mount.ts';
import type { ProviderName } from './scenario.ts';

/** One request as the provider saw it. */
export interface JournalEntry {
  readonly id: number;
  /** Sandbox time, ISO 8601, and the same in milliseconds. */
  readonly at: string;
  readonly atMs: number;
  readonly provider: ProviderName;
  /** Whose budget it is: all Wikimedia hosts share one. */
  readonly account: Account;
  readonly lane: Lane;
  readonly method: string;
  /** Path and query; keys are cut out. */
  readonly url: string;
  /** First 12 hex digits of the SHA-256 of the key that came with it, or null. Never a key. */
  readonly keyHash: string | null;
  readonly userAgent: string | null;
  /** Requests of this account and lane under way when it came, itself included. */
  readonly parallel: number;
  /** More of them than the provider's etiquette allows. */
  readonly overParallel: boolean;
  /** 0: the connection was cut, or the client left before an answer. */
  status: number;
  /** What the provider made of it: `served`, `over-quota`, `key-invalid`, `client-refused`, `lagged` or `not-found`. */
  verdict: string;
  /** Whether it used up a slot of the provider's windows. */
  counted: boolean;
  fault: string | null;
  bytes: number;
  durationMs: number;
}

/** Entries kept; the oldest go first, and the answer says how many went. */
const LONGEST = 200_000;

/** Query of `GET /__journal`. */
export const JournalQuery = z.object({
  provider: z.string().optional(),
  account: z.string().optional(),
  lane: z.string().optional(),
  status: z.coerce.number().optional(),
  verdict: z.string().optional(),
  /** Part of path or query. */
  contains: z.string().optional(),
  /** Entries after this one. */
  after: z.coerce.number().optional(),
  last: z.coerce.number().int().positive().max(LONGEST).default(1_000),
  /** Also tell the largest number of counted calls in any stretch of so many seconds. */
  busiest: z.coerce.number().positive().optional(),
});
export type JournalQuery = z.infer<typeof JournalQuery>;

const tally = (values: readonly string[]): Record<string, number> => {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
};

/** @returns the largest number of moments in any half-open stretch of the given length */
export const busiestStretch = (moments: readonly number[], spanMs: number): number => {
  const sorted = moments.toSorted((a, b) => a - b);
  let first = 0;
  let most = 0;
  for (const [last, moment] of sorted.entries()) {
    while (moment - (sorted[first] ?? moment) >= spanMs) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
};

export class Journal {
  #entries: JournalEntry[] = [];
  #next = 1;
  #dropped = 0;

  begin(entry: Omit<JournalEntry, 'id'>): JournalEntry {
    const kept = { id: this.#next, ...entry };
    this.#next += 1;
    this.#entries.push(kept);
    if (this.#entries.length > LONGEST) {
      const surplus = this.#entries.length - Math.floor(LONGEST * 0.9);
      this.#entries.splice(0, surplus);
      this.#dropped += surplus;
    }
    return kept;
  }

  clear(): void {
    this.#entries = [];
    this.#dropped = 0;
  }

  read(query: JournalQuery): object {
    const found = this.#entries.filter(
      entry =>
        (query.provider === undefined || entry.provider === query.provider) &&
        (query.account === undefined || entry.account === query.account) &&
        (query.lane === undefined || entry.lane === query.lane) &&
        (query.status === undefined || entry.status === query.status) &&
        (query.verdict === undefined || entry.verdict === query.verdict) &&
        (query.contains === undefined || entry.url.includes(query.contains)) &&
        (query.after === undefined || entry.id > query.after),
    );
    const counted = found.filter(entry => entry.counted);
    return {
      total: found.length,
      dropped: this.#dropped,
      byProvider: tally(found.map(entry => entry.provider)),
      byStatus: tally(found.map(entry => String(entry.status))),
      byVerdict: tally(found.map(entry => entry.verdict)),
      counted: counted.length,
      mostParallel: found.reduce((most, entry) => Math.max(most, entry.parallel), 0),
      overParallel: found.filter(entry => entry.overParallel).length,
      ...(query.busiest === undefined
        ? {}
        : {
            busiest: busiestStretch(
              counted.map(entry => entry.atMs),
              query.busiest * 1_000,
            ),
          }),
      entries: found.slice(-query.last),
    };
  }
}
