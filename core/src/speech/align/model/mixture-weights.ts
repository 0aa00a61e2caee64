import { ByteReader } from './byte-reader.ts';
import { DENSITIES, STREAMS } from './gaussians.ts';

/** Codes of mixture weights; look one up in `WEIGHT_OF_CODE`. Index: `(senone * STREAMS + stream) * DENSITIES + density`. */
export type MixtureWeights = Uint8Array;

/** Sphinx stores -log weight in steps of 1024 ln 1.0001. */
const NATS_PER_STEP = 1024 * Math.log(1.0001);

export const WEIGHT_OF_CODE: Float64Array = Float64Array.from({ length: 256 }, (_, code) => Math.exp(-NATS_PER_STEP * code));

/** @param file the Sphinx file `sendump` @param senones how many there must be @returns turned round, so that the weights of a senone lie together */
export const readMixtureWeights = (file: Buffer, senones: number): MixtureWeights => {
  const reader = new ByteReader(file, 'sendump');
  for (let length = reader.int32(); length !== 0; length = reader.int32()) reader.bytes(length);
  const [rows, columns] = reader.int32s(2);
  if (rows !== DENSITIES || columns !== senones) throw reader.bad('not 128 weights a senone');
  const stored = reader.bytes(STREAMS * DENSITIES * senones);
  const weights = new Uint8Array(stored.length);
  for (let row = 0; row < STREAMS * DENSITIES; row++) {
    for (let senone = 0; senone < senones; senone++) weights[senone * STREAMS * DENSITIES + row] = stored[row * senones + senone]!;
  }
  return weights;
};
