/** Length of every sentence vector. */
export const EMBEDDING_SIZE = 384;

/** Turns short texts into vectors of unit length whose dot product says how alike their meanings are. */
export interface SentenceEmbedder {
  /** One vector of `EMBEDDING_SIZE` for each text, in the same order. */
  embed(texts: readonly string[]): Promise<readonly Float32Array[]>;
}
