import type { CacheRule } from '../answer-cache.ts';
import type { Outcome } from '../outcome.ts';
import type { AnswerRow } from './answer-rows.ts';
import { withinBounds, type CacheBounds } from './cache-bounds.ts';
import { providerOf, questionOf } from './question.ts';

export interface RowToKeep {
  readonly id: string;
  readonly row: AnswerRow;
}

/** Whether it says that there is nothing. */
const isNegative = <T>(rule: CacheRule<T>, answer: Outcome<T>): boolean =>
  answer.outcome === 'abstained' || (answer.outcome === 'done' && (rule.isEmpty?.(answer.value) ?? false));

/** @returns the answer as it is kept; null where the outcome is none */
export const rowToKeep = <T>(
  rule: CacheRule<T>,
  outcome: Outcome<T>,
  askedAtMs: number,
  bounds: Readonly<Record<string, CacheBounds>>,
): RowToKeep | null => {
  if (outcome.outcome !== 'done' && outcome.outcome !== 'abstained') return null;
  const wanted = isNegative(rule, outcome) ? (rule.emptyTtlSeconds ?? rule.ttlSeconds) : rule.ttlSeconds;
  const seconds = withinBounds(bounds, providerOf(rule.key), wanted);
  return {
    id: questionOf(rule).id,
    row: { askedAtMs, expiresAtMs: askedAtMs + seconds * 1_000, text: JSON.stringify(outcome), isNegative: isNegative(rule, outcome) },
  };
};
