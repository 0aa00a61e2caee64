import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { EMBEDDING_SIZE, type SentenceEmbedder } from './sentence-embedder.ts';
import { END_PIECE, loadWordPieces, START_PIECE, type WordPieces } from './word-pieces.ts';

/** The model was trained on 128 pieces; what a longer text says beyond them is not read. */
const LONGEST_PIECES = 128;

export interface OnnxSentenceEmbedderOptions {
  /** Folder of the sentence model: `tokenizer.json`, `onnx/model_quantized.onnx`. */
  readonly modelFolder: string;
  readonly threads: number;
}

const int64 = (values: readonly number[]): Tensor => new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);

const meanOfRows = (data: Float32Array, rows: number): Float32Array => {
  const sum = new Float64Array(EMBEDDING_SIZE);
  for (let index = 0; index < rows * EMBEDDING_SIZE; index += 1) {
    const dimension = index % EMBEDDING_SIZE;
    sum[dimension] = (sum[dimension] ?? 0) + (data[index] ?? 0);
  }
  const length = Math.sqrt(sum.reduce((total, value) => total + value * value, 0)) || 1;
  return Float32Array.from(sum, value => value / length);
};

const embedOne = async (session: InferenceSession, vocabulary: WordPieces, text: string): Promise<Float32Array> => {
  const ids = [START_PIECE, ...vocabulary.ids(text).slice(0, LONGEST_PIECES - 2), END_PIECE];
  const answer = await session.run({
    input_ids: int64(ids),
    attention_mask: int64(ids.map(() => 1)),
    token_type_ids: int64(ids.map(() => 0)),
  });
  const data = answer['last_hidden_state']?.data;
  if (!(data instanceof Float32Array) || data.length !== ids.length * EMBEDDING_SIZE) throw new TypeError('not the sentence model');
  return meanOfRows(data, ids.length);
};

/**
 * The sentence model behind its port: mean over all pieces, unit length. Files are read at the first call and kept; one text at
 * a time, so that a vector depends on its text alone.
 */
export const onnxSentenceEmbedder = ({ modelFolder, threads }: OnnxSentenceEmbedderOptions): SentenceEmbedder => {
  let loaded: Promise<readonly [InferenceSession, WordPieces]> | undefined;
  const load = (): Promise<readonly [InferenceSession, WordPieces]> =>
    Promise.all([
      InferenceSession.create(join(modelFolder, 'onnx', 'model_quantized.onnx'), { intraOpNumThreads: threads, interOpNumThreads: 1 }),
      loadWordPieces(modelFolder),
    ]);
  return {
    async embed(texts) {
      loaded ??= load();
      const [session, vocabulary] = await loaded;
      const vectors: Float32Array[] = [];
      for (const text of texts) vectors.push(await embedOne(session, vocabulary, text));
      return vectors;
    },
  };
};
