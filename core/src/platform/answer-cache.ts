import type * as z from 'zod';
import type { Outcome } from './outcome.ts';

export interface CacheRule<T> {
  /** What was asked, normalised; the provider is its first part: `commons|search|ada lovelace|…`. */
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

/**
 * Answers of providers, kept for everybody. `done` and `abstained` are answers and kept; whatever else is asked for anew.
 */
export interface AnswerCache {
  /** The same question asked by a hundred jobs at once costs one call. */
  through<T>(rule: CacheRule<T>, load: () => Promise<Outcome<T>>): Promise<Outcome<T>>;
  /**
   * Many questions that are answered together: those that are not kept are asked for in one go. Asked twice at the same
   * moment they may cost two calls.
   * @param load told the places of the rules to ask for, and answers in their order
   */
  throughMany<T>(
    rules: readonly CacheRule<T>[],
    load: (places: readonly number[]) => Promise<Outcome<readonly T[]>>,
  ): Promise<Outcome<readonly T[]>>;
}

/** What is to be forgotten before its time. */
export type Invalidation =
  | { readonly kind: 'key'; readonly key: string }
  | { readonly kind: 'provider'; readonly provider: string }
  | { readonly kind: 'entity'; readonly qid: string };

/** Says what answers of before now are good for nothing any more. */
export interface CacheInvalidation {
  /** Other processes notice within `MEMORY_SECONDS`. */
  invalidate(what: Invalidation): Promise<void>;
}
