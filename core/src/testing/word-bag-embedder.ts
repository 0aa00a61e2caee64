import { EMBEDDING_SIZE, type SentenceEmbedder } from '../entities/sentence-embedder.ts';

const slotOf = (word: string): number =>
  Array.from(word).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % EMBEDDING_SIZE, 7);

/** Texts that share words get vectors that point alike; nothing else is known of meaning. */
export const wordBagEmbedder = (): SentenceEmbedder & { readonly texts: readonly string[] } => {
  const texts: string[] = [];
  return {
    texts,
    embed: asked => {
      texts.push(...asked);
      return Promise.resolve(
        asked.map(text => {
          const vector = new Float32Array(EMBEDDING_SIZE);
          for (const word of text.toLowerCase().match(/\p{L}+/gu) ?? ['']) vector[slotOf(word)] = (vector[slotOf(word)] ?? 0) + 1;
          const length = Math.hypot(...vector);
          return vector.map(value => value / length);
        }),
      );
    },
  };
};
