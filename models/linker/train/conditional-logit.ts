/** One name: the standardised features of each candidate and of the name, and which candidate is right, or none (-1). */
export interface LogitCase {
  readonly pairs: readonly Float64Array[];
  /** Null where one of the candidates is right for certain. */
  readonly nil: Float64Array | null;
  readonly right: number;
  readonly weight: number;
}

export interface LogitWeights {
  readonly w: Float64Array;
  readonly v: Float64Array;
}

const STEPS = 400;
const RATE = 0.03;
const [BETA1, BETA2, EPSILON] = [0.9, 0.99, 1e-8];

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += a[index]! * b[index]!;
  return sum;
};

const add = (to: Float64Array, factor: number, values: Float64Array): void => {
  for (let index = 0; index < to.length; index += 1) to[index]! += factor * values[index]!;
};

/** Softmax over the candidates of a name and "none of them" where that is an answer, by Adam over all cases at once. @param l2 pull towards 0 */
export const conditionalLogit = (cases: readonly LogitCase[], l2: number): LogitWeights => {
  const [pairSize, nilSize] = [cases[0]!.pairs[0]!.length, cases[0]!.nil?.length ?? 0];
  const parts = [new Float64Array(pairSize), new Float64Array(nilSize)] as const;
  const [w, v] = parts;
  const slopes = parts.map(part => new Float64Array(part.length));
  const means = parts.map(part => new Float64Array(part.length));
  const squares = parts.map(part => new Float64Array(part.length));
  const total = cases.reduce((sum, one) => sum + one.weight, 0);
  for (let step = 1; step <= STEPS; step += 1) {
    for (const slope of slopes) slope.fill(0);
    for (const { pairs, nil, right, weight } of cases) {
      const scores = pairs.map(pair => dot(w, pair));
      if (nil !== null) scores.push(dot(v, nil));
      const highest = Math.max(...scores);
      const powers = scores.map(score => Math.exp(score - highest));
      const sum = powers.reduce((a, b) => a + b, 0);
      for (const [index, pair] of pairs.entries()) add(slopes[0]!, weight * (powers[index]! / sum - (index === right ? 1 : 0)), pair);
      if (nil !== null) add(slopes[1]!, weight * (powers.at(-1)! / sum - (right === -1 ? 1 : 0)), nil);
    }
    for (const [index, part] of parts.entries()) {
      for (let at = 0; at < part.length; at += 1) {
        const slope = (slopes[index]![at]! + l2 * part[at]!) / total;
        means[index]![at] = BETA1 * means[index]![at]! + (1 - BETA1) * slope;
        squares[index]![at] = BETA2 * squares[index]![at]! + (1 - BETA2) * slope ** 2;
        const [mean, square] = [means[index]![at]! / (1 - BETA1 ** step), squares[index]![at]! / (1 - BETA2 ** step)];
        part[at]! -= (RATE * mean) / (Math.sqrt(square) + EPSILON);
      }
    }
  }
  return { w, v };
};
