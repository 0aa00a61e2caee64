import type { SentenceEmbedder } from './sentence-embedder.ts';

/**
 * Keeps the vectors of the texts asked for last: the items of famous names come up in every talk, and a vector costs a
 * thousand times what finding it costs.
 * @param most vectors kept; each takes 1.5 kB
 */
export const rememberingEmbedder = (embedder: SentenceEmbedder, most: number): SentenceEmbedder => {
  const vectors = new Map<string, Float32Array>();
  const keep = (text: string, vector: Float32Array): void => {
    vectors.delete(text);
    vectors.set(text, vector);
    const [oldest] = vectors.keys();
    if (vectors.size > most && oldest !== undefined) vectors.delete(oldest);
  };
  return {
    async embed(texts) {
      const known = new Map(texts.flatMap(text => [[text, vectors.get(text)] as const]));
      const missing = [...known].filter(([, vector]) => vector === undefined).map(([text]) => text);
      const embedded = missing.length === 0 ? [] : await embedder.embed(missing);
      for (const [index, text] of missing.entries()) known.set(text, embedded[index]);
      return texts.map(text => {
        const vector = known.get(text);
        if (vector === undefined) throw new TypeError('the embedder left out a text');
        keep(text, vector);
        return vector;
      });
    },
  };
};
