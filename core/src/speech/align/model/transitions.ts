import { ByteReader } from './byte-reader.ts';

/** Emitting states of a phone: begin, middle, end, strictly from left to right. */
export const PHONE_STATES = 3;

/** Smallest probability of a transition that exists at all (the Sphinx default). */
const FLOOR = 1e-4;

/** Log probabilities, nats; row `phone * PHONE_STATES + state`. */
export interface Transitions {
  readonly stay: Float64Array;
  /** To the next state; from the last state, out of the phone. */
  readonly leave: Float64Array;
}

/** @param file the Sphinx file `transition_matrices` @param phones how many there must be */
export const readTransitions = (file: Buffer, phones: number): Transitions => {
  const reader = new ByteReader(file, 'transition_matrices');
  reader.textThrough('endhdr\n');
  reader.byteOrder();
  const [matrices, from, to = 0, count = 0] = reader.int32s(4);
  if (matrices !== phones || from !== PHONE_STATES || to !== PHONE_STATES + 1) throw reader.bad('not one 3 by 4 matrix a phone');
  const values = reader.float32s(count);
  const rows = phones * PHONE_STATES;
  const stay = new Float64Array(rows);
  const leave = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const at = row * to + (row % PHONE_STATES);
    const sum = values.subarray(row * to, (row + 1) * to).reduce((total, value) => total + value, 0);
    const [here, next] = [values[at]! / sum, values[at + 1]! / sum];
    if (!(here > 0 && next > 0 && Math.abs(here + next - 1) < 1e-6))
      throw reader.bad('a phone has other arcs than to itself and the next state');
    stay[row] = Math.log(Math.max(here, FLOOR));
    leave[row] = Math.log(Math.max(next, FLOOR));
  }
  return { stay, leave };
};
