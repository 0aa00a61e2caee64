import type * as z from 'zod';
import type { Outcome } from './outcome.ts';

export interface CacheRule<T> {
  /** What was asked, normalised; the account or provider is its first part: `commons|search|ada lovelace|…`. */
  readonly key: string;
  /** Rows of another version or shape are treated as absent. */
  readonly schema: z.ZodType<T>;
  readonly ttlSeconds: number;
  /** For empty answers, where they should be forgotten sooner. */
  readonly isEmpty?: (value: T) => boolean;
  readonly emptyTtlSeconds?: number;
  /** Entity ids whose invalidation drops this row. */
  readonly tags?: readonly string[];
}

/** Answers of providers, kept for everybody. Only `done` outcomes are kept; the same question asked by a hundred jobs costs one call. */
export interface AnswerCache {
  through<T>(rule: CacheRule<T>, load: () => Promise<Outcome<T>>): Promise<Outcome<T>>;
}
