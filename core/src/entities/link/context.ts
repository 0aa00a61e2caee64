import type { SentenceEmbedder } from '../sentence-embedder.ts';
import { WINDOW_SENTENCES } from './overlap.ts';
import type { Talk } from './talk.ts';
import { dot, meanDirection } from './vector.ts';

/** What a talk says around one sentence, as unit vectors; null where there is nothing to embed. */
export interface SentenceContext {
  readonly sentence: Float32Array | null;
  /** The sentence and its neighbours. */
  readonly window: Float32Array | null;
  readonly talk: Float32Array | null;
  /** How much the neighbourhood is about a match: there a town or a university is a team. */
  readonly sport: number;
  /** @returns the highest cosine with any sentence of the talk; 0 where there is none */
  readonly closest: (embedding: Float32Array) => number;
}

const SPORT = 'a match between two teams: the season, the league, the coach, players, goals and points';

/** Embeds each sentence of a talk once. @returns a function from the index of a sentence to what surrounds it */
export const sentenceContexts = async (talk: Talk, embedder: SentenceEmbedder): Promise<(sentence: number) => SentenceContext> => {
  const [sport, ...vectors] = await embedder.embed([SPORT, ...talk.sentences]);
  const whole = meanDirection(vectors);
  // An item is asked about once for every mention of its name.
  const known = new WeakMap<Float32Array, number>();
  const closest = (embedding: Float32Array): number => {
    const found =
      known.get(embedding) ?? vectors.reduce((best, vector) => Math.max(best, dot(vector, embedding)), vectors.length === 0 ? 0 : -1);
    known.set(embedding, found);
    return found;
  };
  const windows = vectors.map((_, index) =>
    meanDirection(vectors.slice(Math.max(0, index - WINDOW_SENTENCES), index + WINDOW_SENTENCES + 1)),
  );
  return index => {
    const window = windows[index] ?? null;
    const about = window === null || sport === undefined ? 0 : dot(window, sport);
    return { sentence: vectors[index] ?? null, window, talk: whole, sport: about, closest };
  };
};
