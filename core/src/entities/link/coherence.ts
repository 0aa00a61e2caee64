import { nameWords } from '../name-forms.ts';
import type { Candidate } from './candidate.ts';
import { dot, meanDirection } from './vector.ts';

/** What one other name of the talk is expected to mean, before anything is linked. */
interface Expectation {
  readonly words: ReadonlySet<string>;
  /** Mean of its candidates' vectors by prior. */
  readonly expected: Float32Array;
  /** Of its likeliest candidate. */
  readonly best: Float32Array;
  readonly confidence: number;
}

/** A single word names more things than it has candidates. */
const ONE_WORD_TRUST = 0.6;
/** Names beyond these, by confidence, change a centroid no more. */
const MOST_EXPECTATIONS = 200;

const expectation = (key: string, candidates: readonly Candidate[]): Expectation | null => {
  const best = candidates.reduce<Candidate | null>(
    (top, candidate) => (top === null || candidate.prior > top.prior ? candidate : top),
    null,
  );
  if (best === null) return null;
  const words = nameWords(key);
  const expected = new Float32Array(best.embedding.length);
  for (const { prior, embedding } of candidates) {
    for (let dimension = 0; dimension < expected.length; dimension += 1)
      expected[dimension] = expected[dimension]! + prior * embedding[dimension]!;
  }
  return { words: new Set(words), expected, best: best.embedding, confidence: best.prior * (words.length === 1 ? ONE_WORD_TRUST : 1) };
};

/** How well one item goes with what the other names mean. */
export interface Coherence {
  readonly mean: number;
  readonly highest: number;
  readonly topThree: number;
}

export interface TalkCoherence {
  /** How many other surfaces say something. */
  readonly others: number;
  of(embedding: Float32Array): Coherence;
}

/** @returns for a surface (normalised), how any item goes with the other names that share no word with it */
export const talkCoherence = (candidates: ReadonlyMap<string, readonly Candidate[]>): ((key: string) => TalkCoherence) => {
  const all = [...candidates]
    .flatMap(([key, found]) => expectation(key, found) ?? [])
    .sort((a, b) => b.confidence - a.confidence)
    .slice(0, MOST_EXPECTATIONS);
  return key => {
    const own = nameWords(key);
    const others = all.filter(({ words }) => !own.some(word => words.has(word)));
    const centroid = meanDirection(
      others.map(other => other.expected),
      others.map(other => other.confidence),
    );
    return {
      others: others.length,
      of(embedding) {
        if (centroid === null) return { mean: 0, highest: 0, topThree: 0 };
        const closest = others.map(other => dot(other.best, embedding) * Math.sqrt(other.confidence)).sort((a, b) => b - a);
        const top = closest.slice(0, 3);
        return { mean: dot(centroid, embedding), highest: top[0]!, topThree: top.reduce((a, b) => a + b, 0) / top.length };
      },
    };
  };
};
