import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { END_PIECE, START_PIECE } from '../word-pieces.ts';
import { hasExactInt8Sums } from './int8-sums.ts';
import { LABELS } from './name-labels.ts';

/** One window as the model reads it: ids and letter case of each piece, and where each word begins. */
export interface NameInput {
  readonly ids: readonly number[];
  /** Letter case of the word each piece belongs to. */
  readonly cases: readonly number[];
  /** Index of the first piece of each word. */
  readonly firstPieces: readonly number[];
}

/** The label logits of each word of a window. */
export interface NameModel {
  logits(input: NameInput): Promise<readonly Float32Array[]>;
}

/**
 * On x86 processors without VNNI the int8 kernels add up in 16 bits and saturate: logits are then up to 0.4 off and one span
 * in twelve differs. This asks for kernels that do not; on processors with AMX they take twice the time (6.5 against 3.1 ms for 27
 * pieces), so that it is asked for only where it is needed. It acts only together with the default graph optimisation.
 */
const WITHOUT_SATURATION = { extra: { session: { x64quantprecision: '1' } } };

const int64 = (values: readonly number[]): Tensor => new Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);

/**
 * @param folder with `onnx/model_quantized.onnx`
 * @param threads that one call may use
 * @throws when the file is missing or is not the name model
 */
export const loadNameModel = async (folder: string, threads: number): Promise<NameModel> => {
  const session = await InferenceSession.create(join(folder, 'onnx', 'model_quantized.onnx'), {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    ...((await hasExactInt8Sums()) ? {} : WITHOUT_SATURATION),
  });
  return {
    async logits({ ids, cases, firstPieces }) {
      const framed = [START_PIECE, ...ids, END_PIECE];
      const answer = await session.run({
        input_ids: int64(framed),
        attention_mask: int64(framed.map(() => 1)),
        token_type_ids: int64([0, ...cases, 0]),
      });
      const data = answer['logits']?.data;
      if (!(data instanceof Float32Array) || data.length !== framed.length * LABELS.length) throw new TypeError('not the name model');
      return firstPieces.map(piece => data.subarray((piece + 1) * LABELS.length, (piece + 2) * LABELS.length));
    },
  };
};
