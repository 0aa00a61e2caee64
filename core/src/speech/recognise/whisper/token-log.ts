import { LogitsProcessor, type Tensor } from '@huggingface/transformers';

const logSumExp = (values: Float32Array): number => {
  let most = -Infinity;
  for (const value of values) most = Math.max(most, value);
  let sum = 0;
  for (const value of values) sum += Math.exp(value - most);
  return most + Math.log(sum);
};

/** Keeps how probable each chosen token was; the library tells the choice only. It changes nothing. */
export class TokenLog extends LogitsProcessor {
  /** Natural logarithms, one a token but the last. */
  readonly logProbabilities: number[] = [];
  #before: { readonly logits: Float32Array; readonly total: number } | null = null;

  override _call(tokens: bigint[][], logits: Tensor): Tensor {
    const chosen = tokens[0]?.at(-1);
    if (this.#before !== null && chosen !== undefined) {
      this.logProbabilities.push((this.#before.logits[Number(chosen)] ?? -Infinity) - this.#before.total);
    }
    if (logits.data instanceof Float32Array) {
      // A copy: what comes after changes the values in place.
      this.#before = { logits: logits.data.slice(), total: logSumExp(logits.data) };
    }
    return logits;
  }
}
