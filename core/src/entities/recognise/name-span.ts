import { LABELS } from './name-labels.ts';
import { NAME_TYPES, type NameType } from './name-recogniser.ts';
import type { NameToken } from './name-token.ts';

/** A run of labelled tokens, before it is decided whether it is a name worth keeping. */
export interface NameSpan {
  /** Indices of the first and last token, inclusive. */
  readonly from: number;
  readonly to: number;
  readonly type: NameType | 'NORP';
  /** Mean probability of the chosen labels, 0–1. */
  readonly confidence: number;
}

const TYPES = [...NAME_TYPES, 'NORP'] as const;
const typeOf = (label: number): NameSpan['type'] | undefined => (label === 0 ? undefined : TYPES[(label - 1) >> 1]);
const begins = (label: number): boolean => LABELS[label]?.startsWith('B-') ?? false;

/** Marks and endings that belong to the sentence, not to the name. */
const NO_PART = /^(?:[^\p{L}\p{N}]|['’]s)$/iu;
/** After these a point is part of the name: "D.C.", "Inc." */
const ABBREVIATED = /^(?:\p{L}|jr|sr|inc|co|corp|ltd|no|bros)$/iu;

const trimmed = (tokens: readonly NameToken[], span: NameSpan): NameSpan | null => {
  let { from, to } = span;
  const isMark = (index: number): boolean => NO_PART.test(tokens[index]!.text);
  while (from <= to && isMark(from)) from += 1;
  while (to >= from && isMark(to) && !(to > from && tokens[to]!.text === '.' && ABBREVIATED.test(tokens[to - 1]!.text))) to -= 1;
  return from > to ? null : { ...span, from, to };
};

/**
 * Joins labels to spans, without the quotes, brackets, marks and `'s` around them.
 * @param scores log-probabilities, one row of `LABELS` a token
 */
export const nameSpans = (
  tokens: readonly NameToken[],
  labels: readonly number[],
  scores: readonly Float64Array[],
): readonly NameSpan[] => {
  const spans: NameSpan[] = [];
  for (let from = 0, to = 0; from < labels.length; from = to) {
    to = from + 1;
    const type = typeOf(labels[from]!);
    if (type === undefined) continue;
    while (to < labels.length && labels[to] !== 0 && !begins(labels[to]!)) to += 1;
    let sum = 0;
    for (let index = from; index < to; index += 1) sum += Math.exp(scores[index]![labels[index]!]!);
    const span = trimmed(tokens, { from, to: to - 1, type, confidence: sum / (to - from) });
    if (span !== null) spans.push(span);
  }
  return spans;
};
